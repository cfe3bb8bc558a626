package io.github.celu.training;

import java.util.Arrays;

/**
 * Maps the bytes of an image to the network's inputs: (byte − offset)·factor, element by element. It belongs to the
 * training images; test images go through the same.
 */
record Scaling(float[] offset, float[] factor) {
    /** Bytes from 0 to 255 onto 0 to 1. */
    static Scaling unit(Dataset data) {
        float[] factor = new float[data.image().size()];
        Arrays.fill(factor, 1 / 255f);
        return new Scaling(new float[factor.length], factor);
    }

    /** The range of each element over all images onto 0 to 1; an element that never changes becomes 0. */
    static Scaling perElement(Dataset data) {
        int size = data.image().size();
        float[] offset = new float[size];
        float[] factor = new float[size];
        for (int i = 0; i < size; i++) {
            int min = 255;
            int max = 0;
            for (int at = i; at < data.pixels().length; at += size) {
                int value = data.pixels()[at] & 0xff;
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
            offset[i] = min;
            factor[i] = max > min ? 1f / (max - min) : 0;
        }
        return new Scaling(offset, factor);
    }

    /** The inputs of some images, one after the other. */
    float[] inputs(Dataset data, int... images) {
        int size = offset.length;
        float[] x = new float[images.length * size];
        for (int k = 0; k < images.length; k++) {
            int from = images[k] * size;
            for (int i = 0; i < size; i++) {
                x[k * size + i] = ((data.pixels()[from + i] & 0xff) - offset[i]) * factor[i];
            }
        }
        return x;
    }
}
