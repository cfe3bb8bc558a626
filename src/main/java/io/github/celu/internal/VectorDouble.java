package io.github.celu.internal;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link DoubleKernel} in lanes, line by line. Values clamp the argument. Derivatives are computed to no end in lanes outside
 * [floor, 0] and then replaced: those of clamped arguments would be subnormal, which is slow.
 *
 * <p>Each loop is one method without calls of our own: C2 does not inline what it has compiled to more than 2,500 bytes of
 * code already, nor anything beyond 18,000 nodes, and a vector that crosses a call becomes an object. Only the Vector API's
 * own methods are exempt. One loop for all results would be slower: it runs out of registers.
 */
final class VectorDouble implements DoubleBackend {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** From here on vectors are faster than scalar calls even where a range does not end with one, with 256 and 512 bits. */
    @Override
    public int minLength() {
        return 16;
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
        if (d == null) {
            values(k, x, xOffset, y, yOffset, length);
        } else if (y == null) {
            derivatives(k, x, xOffset, dy, dyOffset, d, dOffset, length);
        } else {
            both(k, x, xOffset, y, yOffset, d, dOffset, length);
        }
    }

    private static void values(DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, int length) {
        DoubleVector a = DoubleVector.broadcast(SPECIES, k.a);
        DoubleVector minusBLn2High = DoubleVector.broadcast(SPECIES, k.minusBLn2High);
        DoubleVector q0 = DoubleVector.broadcast(SPECIES, k.q0);
        long floor = Double.doubleToRawLongBits(DoubleKernel.VALUE_FLOOR * k.b);
        long aBits = Double.doubleToRawLongBits(k.a);
        long minusSlope = Double.doubleToRawLongBits(k.minusSlope);
        for (int i = 0; i < length; i += LANES) {
            DoubleVector xi = DoubleVector.fromArray(SPECIES, x, xOffset + i);
            // As integers, the negative doubles are in reverse order; what this does to the others does not matter.
            DoubleVector clamped = xi.reinterpretAsLongs().min(floor).reinterpretAsDoubles();
            DoubleVector shifted = clamped.fma(k.log2eOverB, DoubleKernel.SHIFT);
            DoubleVector n = shifted.sub(DoubleKernel.SHIFT);
            DoubleVector r = n.fma(minusBLn2High, clamped);
            DoubleVector low = n.mul(k.minusBLn2Low);
            DoubleVector s = r.add(low);
            DoubleVector s2 = s.mul(s);
            DoubleVector s4 = s2.mul(s2);
            DoubleVector qLow = s2.fma(s.fma(k.q4, k.q3), s.fma(k.q2, k.q1));
            DoubleVector qHigh = s2.fma(s.fma(k.q8, k.q7), s.fma(k.q6, k.q5));
            DoubleVector q = s4.fma(s4.fma(s.fma(k.q10, k.q9), qHigh), qLow);
            DoubleVector u = s2.mul(s).fma(q, s2.fma(q0, low));
            LongVector exponent = shifted.reinterpretAsLongs().lanewise(LSHL, 52);
            DoubleVector aPower = exponent.add(aBits).reinterpretAsDoubles();
            DoubleVector slopePower = exponent.add(minusSlope).reinterpretAsDoubles();
            DoubleVector base = a.sub(aPower);
            DoubleVector baseLow = a.sub(base).sub(aPower);
            DoubleVector sum = slopePower.fma(r, base);
            DoubleVector sumLow = slopePower.fma(r, base.sub(sum));
            DoubleVector value = sum.add(slopePower.fma(u, baseLow.add(sumLow))).neg();
            xi.blend(value, xi.compare(LT, 0.0)).intoArray(y, yOffset + i);
        }
    }

    private static void derivatives(
            DoubleKernel k, double[] x, int xOffset, double[] dy, int dyOffset, double[] d, int dOffset, int length) {
        DoubleVector b = DoubleVector.broadcast(SPECIES, k.b);
        DoubleVector cOverBLow = DoubleVector.broadcast(SPECIES, k.cOverBLow);
        DoubleVector minusBLn2High = DoubleVector.broadcast(SPECIES, k.minusBLn2High);
        DoubleVector q0 = DoubleVector.broadcast(SPECIES, k.q0);
        long cOverB = Double.doubleToRawLongBits(k.cOverB * DoubleKernel.BIAS);
        double derivativeFloor = k.derivativeFloor;
        for (int i = 0; i < length; i += LANES) {
            DoubleVector xi = DoubleVector.fromArray(SPECIES, x, xOffset + i);
            DoubleVector shifted = xi.fma(k.log2eOverB, DoubleKernel.SHIFT);
            DoubleVector n = shifted.sub(DoubleKernel.SHIFT);
            DoubleVector r = n.fma(minusBLn2High, xi);
            DoubleVector low = n.mul(k.minusBLn2Low);
            DoubleVector s = r.add(low);
            DoubleVector s2 = s.mul(s);
            DoubleVector s4 = s2.mul(s2);
            DoubleVector qLow = s2.fma(s.fma(k.q4, k.q3), s.fma(k.q2, k.q1));
            DoubleVector qHigh = s2.fma(s.fma(k.q8, k.q7), s.fma(k.q6, k.q5));
            DoubleVector q = s4.fma(s4.fma(s.fma(k.q10, k.q9), qHigh), qLow);
            DoubleVector u = s2.mul(s).fma(q, s2.fma(q0, low));
            LongVector exponent = shifted.reinterpretAsLongs().lanewise(LSHL, 52);
            DoubleVector cPower = exponent.add(cOverB).reinterpretAsDoubles();
            DoubleVector sum = b.add(r);
            DoubleVector sumLow = sum.fma(cOverBLow, r.sub(sum.sub(b)).add(u));
            DoubleVector derivative = cPower.fma(sum, cPower.mul(sumLow))
                    .mul(DoubleKernel.UNBIAS)
                    .blend(0.0, xi.compare(LT, derivativeFloor))
                    .blend(1.0, xi.compare(GE, 0.0));
            if (dy != null) {
                derivative = derivative.mul(DoubleVector.fromArray(SPECIES, dy, dyOffset + i));
            }
            derivative.intoArray(d, dOffset + i);
        }
    }

    private static void both(
            DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length) {
        DoubleVector a = DoubleVector.broadcast(SPECIES, k.a);
        DoubleVector b = DoubleVector.broadcast(SPECIES, k.b);
        DoubleVector cOverBLow = DoubleVector.broadcast(SPECIES, k.cOverBLow);
        DoubleVector minusBLn2High = DoubleVector.broadcast(SPECIES, k.minusBLn2High);
        DoubleVector q0 = DoubleVector.broadcast(SPECIES, k.q0);
        long aBits = Double.doubleToRawLongBits(k.a);
        long minusSlope = Double.doubleToRawLongBits(k.minusSlope);
        long cOverB = Double.doubleToRawLongBits(k.cOverB * DoubleKernel.BIAS);
        double valueFloor = DoubleKernel.VALUE_FLOOR * k.b;
        double derivativeFloor = k.derivativeFloor;
        for (int i = 0; i < length; i += LANES) {
            DoubleVector xi = DoubleVector.fromArray(SPECIES, x, xOffset + i);
            DoubleVector shifted = xi.fma(k.log2eOverB, DoubleKernel.SHIFT);
            DoubleVector n = shifted.sub(DoubleKernel.SHIFT);
            DoubleVector r = n.fma(minusBLn2High, xi);
            DoubleVector low = n.mul(k.minusBLn2Low);
            DoubleVector s = r.add(low);
            DoubleVector s2 = s.mul(s);
            DoubleVector s4 = s2.mul(s2);
            DoubleVector qLow = s2.fma(s.fma(k.q4, k.q3), s.fma(k.q2, k.q1));
            DoubleVector qHigh = s2.fma(s.fma(k.q8, k.q7), s.fma(k.q6, k.q5));
            DoubleVector q = s4.fma(s4.fma(s.fma(k.q10, k.q9), qHigh), qLow);
            DoubleVector u = s2.mul(s).fma(q, s2.fma(q0, low));
            LongVector exponent = shifted.reinterpretAsLongs().lanewise(LSHL, 52);
            DoubleVector aPower = exponent.add(aBits).reinterpretAsDoubles();
            DoubleVector slopePower = exponent.add(minusSlope).reinterpretAsDoubles();
            DoubleVector base = a.sub(aPower);
            DoubleVector baseLow = a.sub(base).sub(aPower);
            DoubleVector sum = slopePower.fma(r, base);
            DoubleVector sumLow = slopePower.fma(r, base.sub(sum));
            DoubleVector value = sum.add(slopePower.fma(u, baseLow.add(sumLow))).neg();
            DoubleVector cPower = exponent.add(cOverB).reinterpretAsDoubles();
            DoubleVector dSum = b.add(r);
            DoubleVector dSumLow = dSum.fma(cOverBLow, r.sub(dSum.sub(b)).add(u));
            DoubleVector derivative = cPower.fma(dSum, cPower.mul(dSumLow))
                    .mul(DoubleKernel.UNBIAS)
                    .blend(0.0, xi.compare(LT, derivativeFloor));
            VectorMask<Double> positive = xi.compare(GE, 0.0);
            derivative = derivative.blend(1.0, positive);
            value.blend(-k.a, xi.compare(LT, valueFloor)).blend(xi, positive).intoArray(y, yOffset + i);
            derivative.intoArray(d, dOffset + i);
        }
    }
}
