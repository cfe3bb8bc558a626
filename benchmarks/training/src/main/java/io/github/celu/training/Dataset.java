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

    /** The first images only, or all if there are not more. */
    Dataset first(int images) {
        if (images >= size()) {
            return this;
        }
        return new Dataset(source, image, Arrays.copyOf(pixels, images * image.size()), Arrays.copyOf(labels, images));
    }
}
