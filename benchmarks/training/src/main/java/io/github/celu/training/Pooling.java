package io.github.celu.training;

/** 2 x 2 mean pooling with stride 2, and the enlargement that dilated back-propagation takes its gradients through. */
final class Pooling {
    private Pooling() {}

    /** Sets y to the means of the 2 x 2 squares of x; an odd last row or column has no part. */
    static void forward(Shape source, float[] x, float[] y, int images) {
        Shape target = source.pooled();
        int run = source.channels();
        int next = source.width() * run;
        for (int image = 0; image < images; image++) {
            for (int i = 0; i < target.height(); i++) {
                for (int j = 0; j < target.width(); j++) {
                    int from = image * source.size() + 2 * i * next + 2 * j * run;
                    int to = image * target.size() + (i * target.width() + j) * run;
                    for (int c = 0; c < run; c++) {
                        float above = x[from + c] + x[from + run + c];
                        float below = x[from + next + c] + x[from + next + run + c];
                        y[to + c] = (above + below) * 0.25f;
                    }
                }
            }
        }
    }

    /** Adds to dx what each element of a 2 x 2 square has of its mean's derivative: a quarter. */
    static void backward(Shape source, float[] dy, float[] dx, int images) {
        Shape target = source.pooled();
        int run = source.channels();
        int next = source.width() * run;
        for (int image = 0; image < images; image++) {
            for (int i = 0; i < target.height(); i++) {
                for (int j = 0; j < target.width(); j++) {
                    int to = image * source.size() + 2 * i * next + 2 * j * run;
                    int from = image * target.size() + (i * target.width() + j) * run;
                    for (int c = 0; c < run; c++) {
                        float quarter = dy[from + c] * 0.25f;
                        dx[to + c] += quarter;
                        dx[to + run + c] += quarter;
                        dx[to + next + c] += quarter;
                        dx[to + next + run + c] += quarter;
                    }
                }
            }
        }
    }

    /** Adds rate times the images x, enlarged to the target's size by nearest neighbour, to y. */
    static void addEnlarged(Shape source, float[] x, float rate, Shape target, float[] y, int images) {
        int run = source.channels();
        for (int image = 0; image < images; image++) {
            for (int i = 0; i < target.height(); i++) {
                for (int j = 0; j < target.width(); j++) {
                    int row = i * source.height() / target.height();
                    int column = j * source.width() / target.width();
                    int from = image * source.size() + (row * source.width() + column) * run;
                    int to = image * target.size() + (i * target.width() + j) * run;
                    for (int c = 0; c < run; c++) {
                        y[to + c] += rate * x[from + c];
                    }
                }
            }
        }
    }
}
