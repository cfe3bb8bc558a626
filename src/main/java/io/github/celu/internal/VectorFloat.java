package io.github.celu.internal;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatKernel} in lanes. The last vector of a range is loaded before the first store and stored last, overlapping
 * the one before it: no masks, no scalar tail, and in place it still sees its inputs.
 */
final class VectorFloat implements FloatBackend {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    static int bits() {
        return SPECIES.vectorBitSize();
    }

    @Override
    public int minLength() {
        return LANES;
    }

    @Override
    public void value(FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, int length) {
        int last = length - LANES;
        FloatVector tail = FloatVector.fromArray(SPECIES, x, xOffset + last);
        for (int i = 0; i < last; i += LANES) {
            value(k, FloatVector.fromArray(SPECIES, x, xOffset + i), k.valueFloor)
                    .intoArray(y, yOffset + i);
        }
        value(k, tail, k.valueFloor).intoArray(y, yOffset + last);
    }

    @Override
    public void derivative(FloatKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
        int last = length - LANES;
        FloatVector tail = FloatVector.fromArray(SPECIES, x, xOffset + last);
        for (int i = 0; i < last; i += LANES) {
            derivative(k, FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(d, dOffset + i);
        }
        derivative(k, tail).intoArray(d, dOffset + last);
    }

    @Override
    public void valueAndDerivative(
            FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, float[] d, int dOffset, int length) {
        int last = length - LANES;
        FloatVector tail = FloatVector.fromArray(SPECIES, x, xOffset + last);
        for (int i = 0; i < last; i += LANES) {
            FloatVector xi = FloatVector.fromArray(SPECIES, x, xOffset + i);
            value(k, xi, k.derivativeFloor).intoArray(y, yOffset + i);
            derivative(k, xi).intoArray(d, dOffset + i);
        }
        value(k, tail, k.derivativeFloor).intoArray(y, yOffset + last);
        derivative(k, tail).intoArray(d, dOffset + last);
    }

    @Override
    public void backward(
            FloatKernel k, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset, int length) {
        int last = length - LANES;
        FloatVector tail = FloatVector.fromArray(SPECIES, x, xOffset + last);
        FloatVector dyTail = FloatVector.fromArray(SPECIES, dy, dyOffset + last);
        for (int i = 0; i < last; i += LANES) {
            derivative(k, FloatVector.fromArray(SPECIES, x, xOffset + i))
                    .mul(FloatVector.fromArray(SPECIES, dy, dyOffset + i))
                    .intoArray(dx, dxOffset + i);
        }
        derivative(k, tail).mul(dyTail).intoArray(dx, dxOffset + last);
    }

    /** The value with the argument clamped at floor: where the derivative is taken too, its lower floor spares a second reduction. */
    static FloatVector value(FloatKernel k, FloatVector x, float floor) {
        VectorSpecies<Float> s = x.species();
        FloatVector t = clamp(x, floor);
        FloatVector shifted = shifted(k, t);
        FloatVector n = shifted.sub(FloatKernel.SHIFT);
        FloatVector power = powerOfTwo(shifted);
        FloatVector rHigh = n.fma(FloatVector.broadcast(s, k.minusBLn2High), t);
        FloatVector rLow = n.mul(k.minusBLn2Low);
        FloatVector r = rHigh.add(rLow);
        FloatVector z = z(h(k, r, r.mul(k.halfOverBLow)));
        FloatVector u = r.fma(z, rLow);

        FloatVector a = FloatVector.broadcast(s, k.a);
        FloatVector aPower = power.mul(k.aBiased);
        FloatVector minusSlope = power.mul(k.minusSlopeBiased);
        FloatVector base = a.sub(aPower);
        FloatVector baseLow = a.sub(base).sub(aPower);
        FloatVector sum = minusSlope.fma(rHigh, base);
        FloatVector sumLow = minusSlope.fma(rHigh, base.sub(sum));
        FloatVector minusValue = sum.add(minusSlope.fma(u, baseLow.add(sumLow)));
        return minusValue.neg().blend(x, x.compare(GE, 0f));
    }

    static FloatVector derivative(FloatKernel k, FloatVector x) {
        VectorSpecies<Float> s = x.species();
        FloatVector t = clamp(x, k.derivativeFloor);
        FloatVector shifted = shifted(k, t);
        FloatVector n = shifted.sub(FloatKernel.SHIFT);
        FloatVector power = powerOfTwo(shifted);
        FloatVector rHigh = n.fma(FloatVector.broadcast(s, k.minusBLn2High), t);
        FloatVector rLow = n.mul(k.minusBLn2Low);
        FloatVector r = rHigh.add(rLow);
        FloatVector halfOverB = FloatVector.broadcast(s, k.halfOverB);
        FloatVector low = r.mul(k.halfOverBLow);
        FloatVector h = h(k, r, low);
        FloatVector hLow =
                rHigh.sub(r).add(rLow).fma(halfOverB, r.fma(halfOverB, h.neg()).add(low));

        FloatVector sum = h.add(0.5f);
        FloatVector sumLow = h.fma(z(h), hLow).add(h.sub(sum.sub(0.5f)));
        FloatVector factor = power.mul(k.c);
        FloatVector derivative = factor.fma(sum, factor.mul(sumLow)).mul(2 * FloatKernel.UNBIAS);
        return derivative.blend(1f, x.compare(GE, 0f));
    }

    private static FloatVector clamp(FloatVector x, float floor) {
        return x.blend(floor, x.compare(LT, floor));
    }

    private static FloatVector shifted(FloatKernel k, FloatVector x) {
        return x.fma(k.log2eOverB, FloatKernel.SHIFT);
    }

    private static FloatVector powerOfTwo(FloatVector shifted) {
        return shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
    }

    private static FloatVector h(FloatKernel k, FloatVector r, FloatVector low) {
        return r.fma(FloatVector.broadcast(r.species(), k.halfOverB), low);
    }

    private static FloatVector z(FloatVector h) {
        FloatVector h2 = h.mul(h);
        FloatVector s4 = FloatVector.broadcast(h.species(), FloatKernel.S4);
        FloatVector s =
                h2.fma(h2.fma(s4, h.fma(FloatKernel.S3, FloatKernel.S2)), h.fma(FloatKernel.S1, FloatKernel.S0));
        return h2.fma(s, h);
    }
}
