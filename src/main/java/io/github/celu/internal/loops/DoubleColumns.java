package io.github.celu.internal.loops;

import io.github.celu.internal.kernel.DoubleKernel;
import java.util.Arrays;

/** The numbers of {@link DoubleKernel} for each column of a matrix, one after the other as loops along its rows load them. */
public final class DoubleColumns {
    public final double[] slope;
    public final double[] a;
    public final double[] b;
    public final double[] log2eOverB;
    public final double[] minusBLn2High;
    public final double[] minusBLn2Low;
    public final double[] q0;
    public final double[] q1;
    public final double[] q2;
    public final double[] q3;
    public final double[] q4;
    public final double[] q5;
    public final double[] q6;
    public final double[] q7;
    public final double[] q8;
    public final double[] q9;
    public final double[] q10;
    public final double[] aOverB;
    public final double[] cOverB;
    public final double[] cOverBLow;
    public final double[] valueFloor;
    public final double[] derivativeFloor;

    private final double[][] all;

    public DoubleColumns(int size) {
        all = new double[22][size];
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
        q6 = all[12];
        q7 = all[13];
        q8 = all[14];
        q9 = all[15];
        q10 = all[16];
        aOverB = all[17];
        cOverB = all[18];
        cOverBLow = all[19];
        valueFloor = all[20];
        derivativeFloor = all[21];
    }

    private void set(int i, DoubleKernel k) {
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
        q6[i] = k.q6;
        q7[i] = k.q7;
        q8[i] = k.q8;
        q9[i] = k.q9;
        q10[i] = k.q10;
        aOverB[i] = k.aOverB;
        cOverB[i] = k.cOverB;
        cOverBLow[i] = k.cOverBLow;
        valueFloor[i] = k.valueFloor;
        derivativeFloor[i] = k.derivativeFloor;
    }

    /** For columns of one channel. */
    public void set(int from, int to, DoubleKernel k) {
        set(from, k);
        if (to - from > 1) {
            for (double[] numbers : all) {
                Arrays.fill(numbers, from + 1, to, numbers[from]);
            }
        }
    }

    /** Writes the first columns again behind themselves, until there are so many. */
    public void repeat(int columns, int size) {
        for (double[] numbers : all) {
            for (int done = columns; done < size; done *= 2) { // doubling: a single column would take size calls
                System.arraycopy(numbers, 0, numbers, done, Math.min(done, size - done));
            }
        }
    }
}
