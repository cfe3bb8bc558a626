package io.github.celu.internal.loops;

import io.github.celu.internal.kernel.DoubleKernel;

/**
 * Operations on a matrix of channels·inner columns, row after row, with the kernel k[column / inner] in each column. A range has
 * whole rows; ranges of one array are either the same or apart; vector loops want moderate α. Every element has the bits of its
 * kernel's scalar function.
 */
public interface DoubleColumnLoops {
    /** y = k.value(x). */
    void value(DoubleKernel[] k, int channels, int inner, double[] x, int xOffset, double[] y, int yOffset, int length);

    /** d = k.derivative(x). */
    void derivative(
            DoubleKernel[] k, int channels, int inner, double[] x, int xOffset, double[] d, int dOffset, int length);

    /** dx = dy·k.derivative(x). */
    void backward(
            DoubleKernel[] k,
            int channels,
            int inner,
            double[] dy,
            int dyOffset,
            double[] x,
            int xOffset,
            double[] dx,
            int dxOffset,
            int length);
}
