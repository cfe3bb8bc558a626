package io.github.celu.internal;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link DoubleKernel} in lanes. The last vector of a range is loaded before the first store and stored last, overlapping
 * the one before it: no masks, no scalar tail, and in place it still sees its inputs.
 */
final class VectorDouble implements DoubleBackend {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    static int bits() {
        return SPECIES.vectorBitSize();
    }

    @Override
    public int minLength() {
        return LANES;
    }

    @Override
    public void value(DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, int length) {
        int last = length - LANES;
        DoubleVector tail = DoubleVector.fromArray(SPECIES, x, xOffset + last);
        for (int i = 0; i < last; i += LANES) {
            value(k, DoubleVector.fromArray(SPECIES, x, xOffset + i), k.valueFloor)
                    .intoArray(y, yOffset + i);
        }
        value(k, tail, k.valueFloor).intoArray(y, yOffset + last);
    }

    @Override
    public void derivative(DoubleKernel k, double[] x, int xOffset, double[] d, int dOffset, int length) {
        int last = length - LANES;
        DoubleVector tail = DoubleVector.fromArray(SPECIES, x, xOffset + last);
        for (int i = 0; i < last; i += LANES) {
            derivative(k, DoubleVector.fromArray(SPECIES, x, xOffset + i)).intoArray(d, dOffset + i);
        }
        derivative(k, tail).intoArray(d, dOffset + last);
    }

    @Override
    public void valueAndDerivative(
            DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length) {
        int last = length - LANES;
        DoubleVector tail = DoubleVector.fromArray(SPECIES, x, xOffset + last);
        for (int i = 0; i < last; i += LANES) {
            DoubleVector xi = DoubleVector.fromArray(SPECIES, x, xOffset + i);
            value(k, xi, k.derivativeFloor).intoArray(y, yOffset + i);
            derivative(k, xi).intoArray(d, dOffset + i);
        }
        value(k, tail, k.derivativeFloor).intoArray(y, yOffset + last);
        derivative(k, tail).intoArray(d, dOffset + last);
    }

    @Override
    public void backward(
            DoubleKernel k, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset, int length) {
        int last = length - LANES;
        DoubleVector tail = DoubleVector.fromArray(SPECIES, x, xOffset + last);
        DoubleVector dyTail = DoubleVector.fromArray(SPECIES, dy, dyOffset + last);
        for (int i = 0; i < last; i += LANES) {
            derivative(k, DoubleVector.fromArray(SPECIES, x, xOffset + i))
                    .mul(DoubleVector.fromArray(SPECIES, dy, dyOffset + i))
                    .intoArray(dx, dxOffset + i);
        }
        derivative(k, tail).mul(dyTail).intoArray(dx, dxOffset + last);
    }

    /** The value with the argument clamped at floor: where the derivative is taken too, its lower floor spares a second reduction. */
    static DoubleVector value(DoubleKernel k, DoubleVector x, double floor) {
        VectorSpecies<Double> s = x.species();
        DoubleVector t = clamp(x, floor);
        DoubleVector shifted = shifted(k, t);
        DoubleVector n = shifted.sub(DoubleKernel.SHIFT);
        DoubleVector power = powerOfTwo(shifted);
        DoubleVector rHigh = n.fma(DoubleVector.broadcast(s, k.minusBLn2High), t);
        DoubleVector rLow = n.mul(k.minusBLn2Low);
        DoubleVector r = rHigh.add(rLow);
        DoubleVector z = z(h(k, r, r.mul(k.halfOverBLow)));
        DoubleVector u = r.fma(z, rLow);

        DoubleVector a = DoubleVector.broadcast(s, k.a);
        DoubleVector aPower = power.mul(k.aBiased);
        DoubleVector minusSlope = power.mul(k.minusSlopeBiased);
        DoubleVector base = a.sub(aPower);
        DoubleVector baseLow = a.sub(base).sub(aPower);
        DoubleVector sum = minusSlope.fma(rHigh, base);
        DoubleVector sumLow = minusSlope.fma(rHigh, base.sub(sum));
        DoubleVector minusValue = sum.add(minusSlope.fma(u, baseLow.add(sumLow)));
        return minusValue.neg().blend(x, x.compare(GE, 0.0));
    }

    static DoubleVector derivative(DoubleKernel k, DoubleVector x) {
        VectorSpecies<Double> s = x.species();
        DoubleVector t = clamp(x, k.derivativeFloor);
        DoubleVector shifted = shifted(k, t);
        DoubleVector n = shifted.sub(DoubleKernel.SHIFT);
        DoubleVector power = powerOfTwo(shifted);
        DoubleVector rHigh = n.fma(DoubleVector.broadcast(s, k.minusBLn2High), t);
        DoubleVector rLow = n.mul(k.minusBLn2Low);
        DoubleVector r = rHigh.add(rLow);
        DoubleVector halfOverB = DoubleVector.broadcast(s, k.halfOverB);
        DoubleVector low = r.mul(k.halfOverBLow);
        DoubleVector h = h(k, r, low);
        DoubleVector hLow =
                rHigh.sub(r).add(rLow).fma(halfOverB, r.fma(halfOverB, h.neg()).add(low));

        DoubleVector sum = h.add(0.5);
        DoubleVector sumLow = h.fma(z(h), hLow).add(h.sub(sum.sub(0.5)));
        DoubleVector factor = power.mul(k.c);
        DoubleVector derivative = factor.fma(sum, factor.mul(sumLow)).mul(2 * DoubleKernel.UNBIAS);
        return derivative.blend(1.0, x.compare(GE, 0.0));
    }

    private static DoubleVector clamp(DoubleVector x, double floor) {
        return x.blend(floor, x.compare(LT, floor));
    }

    private static DoubleVector shifted(DoubleKernel k, DoubleVector x) {
        return x.fma(k.log2eOverB, DoubleKernel.SHIFT);
    }

    private static DoubleVector powerOfTwo(DoubleVector shifted) {
        return shifted.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles();
    }

    private static DoubleVector h(DoubleKernel k, DoubleVector r, DoubleVector low) {
        return r.fma(DoubleVector.broadcast(r.species(), k.halfOverB), low);
    }

    private static DoubleVector z(DoubleVector h) {
        DoubleVector h2 = h.mul(h);
        DoubleVector h4 = h2.mul(h2);
        DoubleVector low = h2.fma(h.fma(DoubleKernel.S3, DoubleKernel.S2), h.fma(DoubleKernel.S1, DoubleKernel.S0));
        DoubleVector high = h2.fma(h.fma(DoubleKernel.S7, DoubleKernel.S6), h.fma(DoubleKernel.S5, DoubleKernel.S4));
        DoubleVector s = h4.fma(h4.fma(h.fma(DoubleKernel.S9, DoubleKernel.S8), high), low);
        return h2.fma(s, h);
    }
}
