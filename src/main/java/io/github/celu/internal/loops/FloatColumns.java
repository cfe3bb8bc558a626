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
        all = new float[17][size];
        slope = all[0];
        a = all[1];
        b = all[2];
        log2eOverB = all[3];
        minusBLn2High = all[4];
        minusBLn2Low = all[5];
        q0 = all[6];
        q1 = all[7];
        q2 = all[8];
        q3 = all[9];
        q4 = all[10];
        q5 = all[11];
        aOverB = all[12];
        cOverB = all[13];
        cOverBLow = all[14];
        valueFloor = all[15];
        derivativeFloor = all[16];
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
            for (int done = columns; done < size; done *= 2) { // doubling: a single column would take size calls
                System.arraycopy(numbers, 0, numbers, done, Math.min(done, size - done));
            }
        }
    }
}
