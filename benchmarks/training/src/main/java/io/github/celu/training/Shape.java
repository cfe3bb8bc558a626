package io.github.celu.training;

/** Height, width and channels of an image; in arrays the channels of a pixel lie side by side, then the columns. */
record Shape(int height, int width, int channels) {
    int pixels() {
        return height * width;
    }

    int size() {
        return pixels() * channels;
    }

    /** After 2 x 2 pooling with stride 2 that drops an odd last row or column. */
    Shape pooled() {
        return new Shape(height / 2, width / 2, channels);
    }

    Shape withChannels(int count) {
        return new Shape(height, width, count);
    }

    @Override
    public String toString() {
        return height + " x " + width + " x " + channels;
    }
}
