package io.github.celu.training;

import java.util.Arrays;

/**
 * Images of bytes with their labels.
 *
 * @param source where they come from, for people to read
 * @param pixels the images, one after the other, each laid out as {@link Shape} says
 */
record Dataset(String source, Shape image, byte[] pixels, byte[] labels) {
    int size() {
        return labels.length;
    }

    /** The labels of some images. */
    byte[] labels(int[] images) {
        byte[] some = new byte[images.length];
        for (int i = 0; i < images.length; i++) {
            some[i] = labels[images[i]];
        }
        return some;
    }

    /** The images from one index to before another. */
    Dataset range(int from, int to) {
        return new Dataset(
                source,
                image,
                Arrays.copyOfRange(pixels, from * image.size(), to * image.size()),
                Arrays.copyOfRange(labels, from, to));
    }
}
