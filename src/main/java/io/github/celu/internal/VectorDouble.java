package io.github.celu.internal;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link DoubleKernel} in lanes, line by line. Instead of clamping the argument, lanes outside [floor, 0] are computed to no end
 * and replaced, which is off the critical path.
 */
final class VectorDouble implements DoubleBackend {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
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
            DoubleKernel k,
            double[] x,
            int xOffset,
            double[] y,
            int yOffset,
            double[] dy,
            int dyOffset,
            double[] d,
            int dOffset,
            int length) {
        int whole = SPECIES.loopBound(length);
        int rest = length - whole;
        if (rest == 0) {
            loop(k, x, xOffset, y, yOffset, dy, dyOffset, d, dOffset, length);
            return;
        }
        // What does not fill a vector goes through a padded one, read before anything is written.
        double[] xTail = new double[LANES];
        double[] yTail = y == null ? null : new double[LANES];
        double[] dyTail = dy == null ? null : new double[LANES];
        double[] dTail = d == null ? null : new double[LANES];
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
            DoubleKernel k,
            double[] x,
            int xOffset,
            double[] y,
            int yOffset,
            double[] dy,
            int dyOffset,
            double[] d,
            int dOffset,
            int length) {
        DoubleVector minusBLn2High = DoubleVector.broadcast(SPECIES, k.minusBLn2High);
        DoubleVector hPerN = DoubleVector.broadcast(SPECIES, k.hPerN);
        DoubleVector halfOverB = DoubleVector.broadcast(SPECIES, k.halfOverB);
        DoubleVector a = DoubleVector.broadcast(SPECIES, k.a);
        long aBits = Double.doubleToRawLongBits(k.a);
        long slopeBits = Double.doubleToRawLongBits(k.minusSlope);
        long cBits = Double.doubleToRawLongBits(k.cBiased);
        for (int i = 0; i < length; i += LANES) {
            DoubleVector xi = DoubleVector.fromArray(SPECIES, x, xOffset + i);
            DoubleVector shifted = xi.fma(k.log2eOverB, DoubleKernel.SHIFT);
            DoubleVector n = shifted.sub(DoubleKernel.SHIFT);
            LongVector exponent = shifted.reinterpretAsLongs().lanewise(LSHL, 52);
            DoubleVector r = n.fma(minusBLn2High, xi);
            DoubleVector correction = n.fma(hPerN, xi.mul(k.halfOverBLow));
            DoubleVector h = r.fma(halfOverB, correction);
            DoubleVector h2 = h.mul(h);
            DoubleVector h4 = h2.mul(h2);
            DoubleVector low = h2.fma(h.fma(DoubleKernel.S3, DoubleKernel.S2), h.fma(DoubleKernel.S1, DoubleKernel.S0));
            DoubleVector high =
                    h2.fma(h.fma(DoubleKernel.S7, DoubleKernel.S6), h.fma(DoubleKernel.S5, DoubleKernel.S4));
            DoubleVector s = h4.fma(h4.fma(h.fma(DoubleKernel.S9, DoubleKernel.S8), high), low);
            DoubleVector z = h2.fma(s, h);

            if (y != null) {
                DoubleVector rLow = n.mul(k.minusBLn2Low);
                DoubleVector u = r.add(rLow).fma(z, rLow);
                DoubleVector aPower = exponent.add(aBits).reinterpretAsDoubles();
                DoubleVector slopePower = exponent.add(slopeBits).reinterpretAsDoubles();
                DoubleVector base = a.sub(aPower);
                DoubleVector baseLow = a.sub(base).sub(aPower);
                DoubleVector sum = slopePower.fma(r, base);
                DoubleVector sumLow = slopePower.fma(r, base.sub(sum));
                DoubleVector minusValue = sum.add(slopePower.fma(u, baseLow.add(sumLow)));
                minusValue
                        .neg()
                        .blend(-k.a, xi.compare(LT, k.valueFloor))
                        .blend(xi, xi.compare(GE, 0.0))
                        .intoArray(y, yOffset + i);
            }
            if (d != null) {
                DoubleVector cPower = exponent.add(cBits).reinterpretAsDoubles();
                DoubleVector sum = h.add(0.5);
                DoubleVector hLow = r.fma(halfOverB, h.neg()).add(correction);
                DoubleVector sumLow = h.fma(z, hLow).add(h.sub(sum.sub(0.5)));
                DoubleVector derivative = cPower.fma(sum, cPower.mul(sumLow))
                        .mul(2 * DoubleKernel.UNBIAS)
                        .blend(0.0, xi.compare(LT, k.derivativeFloor))
                        .blend(1.0, xi.compare(GE, 0.0));
                if (dy != null) {
                    derivative = derivative.mul(DoubleVector.fromArray(SPECIES, dy, dyOffset + i));
                }
                derivative.intoArray(d, dOffset + i);
            }
        }
    }
}
