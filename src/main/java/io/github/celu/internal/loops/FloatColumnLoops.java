package io.github.celu.internal.loops;

import io.github.celu.internal.kernel.FloatKernel;

/**
 * Operations on a matrix of channels·inner columns, row after row, with the kernel k[column / inner] in each column. A range has
 * whole rows; ranges of one array are either the same or apart; vector loops want moderate α. Every element has the bits of its
 * kernel's scalar function.
 */
public interface FloatColumnLoops {
    /** y = k.value(x). */
    void value(FloatKernel[] k, int channels, int inner, float[] x, int xOffset, float[] y, int yOffset, int length);

    /** d = k.derivative(x). */
    void derivative(
            FloatKernel[] k, int channels, int inner, float[] x, int xOffset, float[] d, int dOffset, int length);

    /** dx = dy·k.derivative(x). */
    void backward(
            FloatKernel[] k,
            int channels,
            int inner,
            float[] dy,
            int dyOffset,
            float[] x,
            int xOffset,
            float[] dx,
            int dxOffset,
            int length);
}
