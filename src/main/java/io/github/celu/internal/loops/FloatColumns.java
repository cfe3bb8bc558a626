package io.github.celu.internal.loops;

import io.github.celu.internal.kernel.FloatKernel;
import java.util.Arrays;

/** The numbers of {@link FloatKernel} for each column of a matrix, one after the other as loops along its rows load them. */
public final class FloatColumns {
    public final float[] slope;
    public final float[] a;
    public final float[] b;
    public final float[] log2eOverB;
    public final float[] minusBLn2High;
    public final float[] minusBLn2Low;
    public final float[] q0;
    public final float[] q1;
    public final float[] q2;
    public final float[] q3;
    public final float[] q4;
    public final float[] q5;
    public final float[] aOverB;
    public final float[] cOverB;
    public final float[] cOverBLow;
    public final float[] valueFloor;
    public final float[] derivativeFloor;

    private final float[][] all;

    public FloatColumns(int size) {
        slope = new float[size];
        a = new float[size];
        b = new float[size];
        log2eOverB = new float[size];
        minusBLn2High = new float[size];
        minusBLn2Low = new float[size];
        q0 = new float[size];
        q1 = new float[size];
        q2 = new float[size];
        q3 = new float[size];
        q4 = new float[size];
        q5 = new float[size];
        aOverB = new float[size];
        cOverB = new float[size];
        cOverBLow = new float[size];
        valueFloor = new float[size];
        derivativeFloor = new float[size];
        all = new float[][] {
            slope,
            a,
            b,
            log2eOverB,
            minusBLn2High,
            minusBLn2Low,
            q0,
            q1,
            q2,
            q3,
            q4,
            q5,
            aOverB,
            cOverB,
            cOverBLow,
            valueFloor,
            derivativeFloor
        };
    }

    private void set(int i, FloatKernel k) {
        slope[i] = k.slope;
        a[i] = k.a;
        b[i] = k.b;
        log2eOverB[i] = k.log2eOverB;
        minusBLn2High[i] = k.minusBLn2High;
        minusBLn2Low[i] = k.minusBLn2Low;
        q0[i] = k.q0;
        q1[i] = k.q1;
        q2[i] = k.q2;
        q3[i] = k.q3;
        q4[i] = k.q4;
        q5[i] = k.q5;
        aOverB[i] = k.aOverB;
        cOverB[i] = k.cOverB;
        cOverBLow[i] = k.cOverBLow;
        valueFloor[i] = k.valueFloor;
        derivativeFloor[i] = k.derivativeFloor;
    }

    /** For columns of one channel. */
    public void set(int from, int to, FloatKernel k) {
        set(from, k);
        if (to - from > 1) {
            for (float[] numbers : all) {
                Arrays.fill(numbers, from + 1, to, numbers[from]);
            }
        }
    }

    /** Writes the first columns again behind themselves, until there are so many. */
    public void repeat(int columns, int size) {
        for (float[] numbers : all) {
            for (int i = columns; i < size; i += columns) {
                System.arraycopy(numbers, 0, numbers, i, Math.min(columns, size - i));
            }
        }
    }
}
