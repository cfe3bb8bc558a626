package io.github.celu.internal.kernel;

/**
 * The numbers of {@link DoubleKernel} for the elements of one period of channels, an array for each number, so that a vector of
 * neighbours can load theirs. The first elements are repeated at the end, for a vector that begins there. Filled anew by each call.
 */
public final class DoubleKernels {
    /** As many lanes as a vector can have: 2,048 bits, the most that any processor's may. */
    private static final int LANES = 32;

    public int period;
    public DoubleKernel[] of = new DoubleKernel[0];
    public double[] slope;
    public double[] log2eOverB;
    public double[] minusBLn2High;
    public double[] minusBLn2Low;
    public double[] q0;
    public double[] q1;
    public double[] q2;
    public double[] q3;
    public double[] q4;
    public double[] q5;
    public double[] q6;
    public double[] q7;
    public double[] q8;
    public double[] q9;
    public double[] q10;
    public double[] a;
    public double[] b;
    public double[] aOverB;
    public double[] cOverB;
    public double[] cOverBLow;
    public double[] valueFloor;
    public double[] derivativeFloor;

    /** Makes room for a period of this length. */
    public void begin(int period) {
        this.period = period;
        int length = period + LANES;
        if (of.length >= length) {
            return;
        }
        of = new DoubleKernel[length];
        slope = new double[length];
        log2eOverB = new double[length];
        minusBLn2High = new double[length];
        minusBLn2Low = new double[length];
        q0 = new double[length];
        q1 = new double[length];
        q2 = new double[length];
        q3 = new double[length];
        q4 = new double[length];
        q5 = new double[length];
        q6 = new double[length];
        q7 = new double[length];
        q8 = new double[length];
        q9 = new double[length];
        q10 = new double[length];
        a = new double[length];
        b = new double[length];
        aOverB = new double[length];
        cOverB = new double[length];
        cOverBLow = new double[length];
        valueFloor = new double[length];
        derivativeFloor = new double[length];
    }

    /** Sets the kernel of the elements from one index to another, and of those a whole number of periods behind them. */
    public void set(int from, int to, DoubleKernel k) {
        for (int start = from; start < period + LANES; start += period) {
            int end = Math.min(start + to - from, period + LANES);
            for (int i = start; i < end; i++) {
                of[i] = k;
                slope[i] = k.slope;
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
                a[i] = k.a;
                b[i] = k.b;
                aOverB[i] = k.aOverB;
                cOverB[i] = k.cOverB;
                cOverBLow[i] = k.cOverBLow;
                valueFloor[i] = k.valueFloor;
                derivativeFloor[i] = k.derivativeFloor;
            }
        }
    }
}
