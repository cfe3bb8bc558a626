package io.github.celu.internal.loops;

/**
 * 2ⁿ by arithmetic, for loops that may not touch the bits of numbers. A polynomial in n comes near to the 16th (or 128th, 32nd,
 * 1024th) root of 2^(m + n), with m the number of fraction bits (23 or 52); repeated squaring gives z, somewhat above 2^(m + n). Then
 * z·(1 + 2⁻ᵐ) is one unit in the last place above z, and that unit is 2ⁿ exactly (Veltkamp's splitting). Any z up to 1.5 times
 * 2^(m + n) will do, and the polynomial aims at the middle: PowersTest tries every n.
 */
final class Powers {
    static final float FLOAT_UP = 1f + 0x1p-23f;
    static final double DOUBLE_UP = 1.0 + 0x1p-52;

    /** For {@code float} values, −26 &lt;= n &lt;= 0; four squarings. */
    static final float F0 = 0x1.5c7418p+1f; // 2.7222929

    static final float F1 = 0x1.b8c49p-4f; // 0.10760933
    static final float F2 = 0x1.789b7cp-10f; // 0.0014366431

    /** For {@code float} derivatives, −176 &lt;= n &lt;= 0; seven squarings to 2ⁿ times FloatKernel.BIAS. */
    static final float FD0 = 0x1.b62778p+0f; // 1.7115397

    static final float FD1 = 0x1.2d7ab6p-7f; // 0.009200419
    static final float FD2 = 0x1.859284p-16f; // 2.322032E-5
    static final float FD3 = 0x1.dde2a2p-26f; // 2.7816584E-8

    /** For {@code double} values and derivatives in α, −62 &lt;= n &lt;= 0; five squarings. */
    static final double D0 = 0x1.8cdab299c1b3cp+1; // 3.100424122883309

    static final double D1 = 0x1.0df1d32446dfap-4; // 0.06590445019940452
    static final double D2 = 0x1.4a324d59fef84p-11; // 6.297998290842742E-4
    static final double D3 = 0x1.60787f07271e9p-19; // 2.626111271176872E-6

    /** For {@code double} derivatives, −1168 &lt;= n &lt;= 0; ten squarings to 2ⁿ times DoubleKernel.BIAS. */
    static final double DD0 = 0x1.7400190d412bcp+0; // 1.4531264932021903

    static final double DD1 = 0x1.00bb123860d31p-10; // 9.793500777000692E-4
    static final double DD2 = 0x1.524e5f12f8ca9p-22; // 3.1507214365133156E-7
    static final double DD3 = 0x1.b9916681366e6p-35; // 5.020046618803426E-11

    private Powers() {}

    /** −2ⁿ for n from −26 to 0. */
    static float minusPower(float n) {
        float z = Math.fma(n, Math.fma(n, F2, F1), F0);
        z *= z;
        z *= z;
        z *= z;
        z *= z;
        return z - z * FLOAT_UP;
    }

    /** 2ⁿ·FloatKernel.BIAS for n from −176 to 0. */
    static float biasedPower(float n) {
        float z = Math.fma(n, Math.fma(n, Math.fma(n, FD3, FD2), FD1), FD0);
        z *= z;
        z *= z;
        z *= z;
        z *= z;
        z *= z;
        z *= z;
        z *= z;
        return z * FLOAT_UP - z;
    }

    /** −2ⁿ for n from −62 to 0. */
    static double minusPower(double n) {
        double z = Math.fma(n, Math.fma(n, Math.fma(n, D3, D2), D1), D0);
        z *= z;
        z *= z;
        z *= z;
        z *= z;
        z *= z;
        return z - z * DOUBLE_UP;
    }

    /** 2ⁿ·DoubleKernel.BIAS for n from −1168 to 0. */
    static double biasedPower(double n) {
        double z = Math.fma(n, Math.fma(n, Math.fma(n, DD3, DD2), DD1), DD0);
        z *= z;
        z *= z;
        z *= z;
        z *= z;
        z *= z;
        z *= z;
        z *= z;
        z *= z;
        z *= z;
        z *= z;
        return z * DOUBLE_UP - z;
    }
}
