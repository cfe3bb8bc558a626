package io.github.celu.internal.kernel;

/**
 * The numbers of {@link FloatKernel} for the elements of one period of channels, an array for each number, so that a vector of
 * neighbours can load theirs. The first elements are repeated at the end, for a vector that begins there. Filled anew by each call.
 */
public final class FloatKernels {
    /** As many lanes as a vector can have: 2,048 bits, the most that any processor's may. */
    private static final int LANES = 64;

    public int period;
    public FloatKernel[] of = new FloatKernel[0];
    public float[] slope;
    public float[] log2eOverB;
    public float[] minusBLn2High;
    public float[] minusBLn2Low;
    public float[] q0;
    public float[] q1;
    public float[] q2;
    public float[] q3;
    public float[] q4;
    public float[] q5;
    public float[] a;
    public float[] b;
    public float[] aOverB;
    public float[] cOverB;
    public float[] cOverBLow;
    public float[] valueFloor;
    public float[] derivativeFloor;

    /** Makes room for a period of this length. */
    public void begin(int period) {
        this.period = period;
        int length = period + LANES;
        if (of.length >= length) {
            return;
        }
        of = new FloatKernel[length];
        slope = new float[length];
        log2eOverB = new float[length];
        minusBLn2High = new float[length];
        minusBLn2Low = new float[length];
        q0 = new float[length];
        q1 = new float[length];
        q2 = new float[length];
        q3 = new float[length];
        q4 = new float[length];
        q5 = new float[length];
        a = new float[length];
        b = new float[length];
        aOverB = new float[length];
        cOverB = new float[length];
        cOverBLow = new float[length];
        valueFloor = new float[length];
        derivativeFloor = new float[length];
    }

    /** Sets the kernel of the elements from one index to another, and of those a whole number of periods behind them. */
    public void set(int from, int to, FloatKernel k) {
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
