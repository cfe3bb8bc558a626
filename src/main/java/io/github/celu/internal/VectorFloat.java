package io.github.celu.internal;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatKernel} in lanes, line by line. Instead of clamping the argument, lanes outside [floor, 0] are computed to no end
 * and replaced, which is off the critical path.
 */
final class VectorFloat implements FloatBackend {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    static int bits() {
        return SPECIES.vectorBitSize();
    }

    @Override
    public int minLength() {
        return 1;
    }

    @Override
    public void run(
            FloatKernel k,
            float[] x,
            int xOffset,
            float[] y,
            int yOffset,
            float[] dy,
            int dyOffset,
            float[] d,
            int dOffset,
            int length) {
        int whole = SPECIES.loopBound(length);
        int rest = length - whole;
        if (rest == 0) {
            loop(k, x, xOffset, y, yOffset, dy, dyOffset, d, dOffset, length);
            return;
        }
        // What does not fill a vector goes through a padded one, read before anything is written.
        float[] xTail = new float[LANES];
        float[] yTail = y == null ? null : new float[LANES];
        float[] dyTail = dy == null ? null : new float[LANES];
        float[] dTail = d == null ? null : new float[LANES];
        System.arraycopy(x, xOffset + whole, xTail, 0, rest);
        if (dy != null) {
            System.arraycopy(dy, dyOffset + whole, dyTail, 0, rest);
        }
        loop(k, x, xOffset, y, yOffset, dy, dyOffset, d, dOffset, whole);
        loop(k, xTail, 0, yTail, 0, dyTail, 0, dTail, 0, LANES);
        if (y != null) {
            System.arraycopy(yTail, 0, y, yOffset + whole, rest);
        }
        if (d != null) {
            System.arraycopy(dTail, 0, d, dOffset + whole, rest);
        }
    }

    /**
     * One method for everything, without calls of our own: C2 does not inline what it has compiled to more than 2,500 bytes
     * of code already, nor anything beyond 18,000 nodes, and a vector that crosses a call becomes an object. Only the Vector
     * API's own methods are exempt.
     */
    private static void loop(
            FloatKernel k,
            float[] x,
            int xOffset,
            float[] y,
            int yOffset,
            float[] dy,
            int dyOffset,
            float[] d,
            int dOffset,
            int length) {
        FloatVector s4 = FloatVector.broadcast(SPECIES, FloatKernel.S4);
        FloatVector minusBLn2High = FloatVector.broadcast(SPECIES, k.minusBLn2High);
        FloatVector hPerN = FloatVector.broadcast(SPECIES, k.hPerN);
        FloatVector halfOverB = FloatVector.broadcast(SPECIES, k.halfOverB);
        FloatVector a = FloatVector.broadcast(SPECIES, k.a);
        int aBits = Float.floatToRawIntBits(k.a);
        int slopeBits = Float.floatToRawIntBits(k.minusSlope);
        int cBits = Float.floatToRawIntBits(k.cBiased);
        for (int i = 0; i < length; i += LANES) {
            FloatVector xi = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector shifted = xi.fma(k.log2eOverB, FloatKernel.SHIFT);
            FloatVector n = shifted.sub(FloatKernel.SHIFT);
            IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, 23);
            FloatVector r = n.fma(minusBLn2High, xi);
            FloatVector correction = n.fma(hPerN, xi.mul(k.halfOverBLow));
            FloatVector h = r.fma(halfOverB, correction);
            FloatVector h2 = h.mul(h);
            FloatVector s =
                    h2.fma(h2.fma(s4, h.fma(FloatKernel.S3, FloatKernel.S2)), h.fma(FloatKernel.S1, FloatKernel.S0));
            FloatVector z = h2.fma(s, h);

            if (y != null) {
                FloatVector rLow = n.mul(k.minusBLn2Low);
                FloatVector u = r.add(rLow).fma(z, rLow);
                FloatVector aPower = exponent.add(aBits).reinterpretAsFloats();
                FloatVector slopePower = exponent.add(slopeBits).reinterpretAsFloats();
                FloatVector base = a.sub(aPower);
                FloatVector baseLow = a.sub(base).sub(aPower);
                FloatVector sum = slopePower.fma(r, base);
                FloatVector sumLow = slopePower.fma(r, base.sub(sum));
                FloatVector minusValue = sum.add(slopePower.fma(u, baseLow.add(sumLow)));
                minusValue
                        .neg()
                        .blend(-k.a, xi.compare(LT, k.valueFloor))
                        .blend(xi, xi.compare(GE, 0f))
                        .intoArray(y, yOffset + i);
            }
            if (d != null) {
                FloatVector cPower = exponent.add(cBits).reinterpretAsFloats();
                FloatVector sum = h.add(0.5f);
                FloatVector hLow = r.fma(halfOverB, h.neg()).add(correction);
                FloatVector sumLow = h.fma(z, hLow).add(h.sub(sum.sub(0.5f)));
                FloatVector derivative = cPower.fma(sum, cPower.mul(sumLow))
                        .mul(2 * FloatKernel.UNBIAS)
                        .blend(0f, xi.compare(LT, k.derivativeFloor))
                        .blend(1f, xi.compare(GE, 0f));
                if (dy != null) {
                    derivative = derivative.mul(FloatVector.fromArray(SPECIES, dy, dyOffset + i));
                }
                derivative.intoArray(d, dOffset + i);
            }
        }
    }
}
