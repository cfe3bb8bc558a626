package io.github.celu.internal.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import io.github.celu.internal.kernel.DoubleAlphaKernel;
import io.github.celu.internal.kernel.DoubleKernel;
import io.github.celu.internal.loops.DoubleLoops;
import io.github.celu.internal.loops.PlainDoubleLoops;
import io.github.celu.internal.loops.ScalarDoubleLoops;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The scalar functions of {@link DoubleKernel} and {@link DoubleAlphaKernel} in lanes, line by line: see
 * {@link VectorFloatLoops}.
 */
public final class VectorDoubleLoops implements DoubleLoops {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, DOUBLES.vectorShape());
    private static final Class<? extends DoubleVector> D =
            DoubleVector.zero(DOUBLES).getClass();
    private static final Class<? extends LongVector> L = LongVector.zero(LONGS).getClass();
    private static final int LANES = DOUBLES.length();

    /**
     * A loop gets no safepoint if C2 knows that it has no more than a hundred rounds; hence the second {@code Math.min}, in the block
     * methods. For an empty range, too, a block is called, so that the empty calls of the warm-up count for it.
     */
    private static final int BLOCK = 96 * LANES;

    /** For what is left at the end of a range. */
    private static final DoubleLoops SCALAR = new ScalarDoubleLoops();

    private static final DoubleLoops PLAIN = new PlainDoubleLoops();

    @Override
    public int minLength() {
        return 16;
    }

    @Override
    public void value(DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, int length) {
        int whole = DOUBLES.loopBound(length);
        int i = 0;
        do {
            int n = Math.min(BLOCK, whole - i);
            valueBlock(k, x, xOffset + i, y, yOffset + i, n);
            i += n;
        } while (i < whole);
        SCALAR.value(k, x, xOffset + i, y, yOffset + i, length - i);
    }

    private static void valueBlock(DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        DoubleVector slope = D.cast(DoubleVector.broadcast(DOUBLES, k.slope));
        DoubleVector log2eOverB = D.cast(DoubleVector.broadcast(DOUBLES, k.log2eOverB));
        DoubleVector shift = D.cast(DoubleVector.broadcast(DOUBLES, DoubleKernel.SHIFT));
        DoubleVector minusBLn2High = D.cast(DoubleVector.broadcast(DOUBLES, k.minusBLn2High));
        DoubleVector minusBLn2Low = D.cast(DoubleVector.broadcast(DOUBLES, k.minusBLn2Low));
        DoubleVector q0 = D.cast(DoubleVector.broadcast(DOUBLES, k.q0));
        DoubleVector q1 = D.cast(DoubleVector.broadcast(DOUBLES, k.q1));
        DoubleVector q2 = D.cast(DoubleVector.broadcast(DOUBLES, k.q2));
        DoubleVector q3 = D.cast(DoubleVector.broadcast(DOUBLES, k.q3));
        DoubleVector q4 = D.cast(DoubleVector.broadcast(DOUBLES, k.q4));
        DoubleVector q5 = D.cast(DoubleVector.broadcast(DOUBLES, k.q5));
        DoubleVector q6 = D.cast(DoubleVector.broadcast(DOUBLES, k.q6));
        DoubleVector q7 = D.cast(DoubleVector.broadcast(DOUBLES, k.q7));
        DoubleVector q8 = D.cast(DoubleVector.broadcast(DOUBLES, k.q8));
        DoubleVector q9 = D.cast(DoubleVector.broadcast(DOUBLES, k.q9));
        DoubleVector q10 = D.cast(DoubleVector.broadcast(DOUBLES, k.q10));
        DoubleVector a = D.cast(DoubleVector.broadcast(DOUBLES, k.a));
        DoubleVector zero = D.cast(DoubleVector.broadcast(DOUBLES, 0.0));
        LongVector floor = L.cast(LongVector.broadcast(LONGS, Double.doubleToRawLongBits(k.valueFloor)));
        LongVector aBits = L.cast(LongVector.broadcast(LONGS, Double.doubleToRawLongBits(k.a)));
        LongVector minusAOverB = L.cast(LongVector.broadcast(LONGS, Double.doubleToRawLongBits(-k.aOverB)));
        int end = Math.min(length, BLOCK);
        for (int i = 0; i < end; i += LANES) {
            DoubleVector xi = D.cast(DoubleVector.fromArray(DOUBLES, x, xOffset + i));
            // As integers, the negative doubles are in reverse order; what this does to the others does not matter.
            DoubleVector clamped = xi.reinterpretAsLongs().min(floor).reinterpretAsDoubles();
            DoubleVector shifted = clamped.fma(log2eOverB, shift);
            DoubleVector n = shifted.sub(shift);
            DoubleVector r = n.fma(minusBLn2High, clamped);
            DoubleVector low = n.mul(minusBLn2Low);
            DoubleVector s = r.add(low);
            DoubleVector s2 = s.mul(s);
            DoubleVector s4 = s2.mul(s2);
            DoubleVector qLow = s2.fma(s.fma(q4, q3), s.fma(q2, q1));
            DoubleVector qHigh = s2.fma(s.fma(q8, q7), s.fma(q6, q5));
            DoubleVector q = s4.fma(s4.fma(s.fma(q10, q9), qHigh), qLow);
            DoubleVector u = s2.mul(s).fma(q, s2.fma(q0, low));
            LongVector exponent = shifted.reinterpretAsLongs().lanewise(LSHL, 52);
            DoubleVector aPower = exponent.add(aBits).reinterpretAsDoubles();
            DoubleVector minusSlopePower = exponent.add(minusAOverB).reinterpretAsDoubles();
            DoubleVector base = a.sub(aPower);
            DoubleVector baseLow = a.sub(base).sub(aPower);
            DoubleVector sum = minusSlopePower.fma(r, base);
            DoubleVector sumLow = minusSlopePower.fma(r, base.sub(sum));
            DoubleVector left =
                    sum.add(minusSlopePower.fma(u, baseLow.add(sumLow))).neg();
            D.cast(xi.mul(slope).blend(left, xi.compare(LT, zero))).intoArray(y, yOffset + i);
        }
    }

    @Override
    public void leftValue(DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, int length) {
        int whole = DOUBLES.loopBound(length);
        int i = 0;
        do {
            int n = Math.min(BLOCK, whole - i);
            leftValueBlock(k, x, xOffset + i, y, yOffset + i, n);
            i += n;
        } while (i < whole);
        SCALAR.leftValue(k, x, xOffset + i, y, yOffset + i, length - i);
    }

    private static void leftValueBlock(DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        DoubleVector log2eOverB = D.cast(DoubleVector.broadcast(DOUBLES, k.log2eOverB));
        DoubleVector shift = D.cast(DoubleVector.broadcast(DOUBLES, DoubleKernel.SHIFT));
        DoubleVector minusBLn2High = D.cast(DoubleVector.broadcast(DOUBLES, k.minusBLn2High));
        DoubleVector minusBLn2Low = D.cast(DoubleVector.broadcast(DOUBLES, k.minusBLn2Low));
        DoubleVector q0 = D.cast(DoubleVector.broadcast(DOUBLES, k.q0));
        DoubleVector q1 = D.cast(DoubleVector.broadcast(DOUBLES, k.q1));
        DoubleVector q2 = D.cast(DoubleVector.broadcast(DOUBLES, k.q2));
        DoubleVector q3 = D.cast(DoubleVector.broadcast(DOUBLES, k.q3));
        DoubleVector q4 = D.cast(DoubleVector.broadcast(DOUBLES, k.q4));
        DoubleVector q5 = D.cast(DoubleVector.broadcast(DOUBLES, k.q5));
        DoubleVector q6 = D.cast(DoubleVector.broadcast(DOUBLES, k.q6));
        DoubleVector q7 = D.cast(DoubleVector.broadcast(DOUBLES, k.q7));
        DoubleVector q8 = D.cast(DoubleVector.broadcast(DOUBLES, k.q8));
        DoubleVector q9 = D.cast(DoubleVector.broadcast(DOUBLES, k.q9));
        DoubleVector q10 = D.cast(DoubleVector.broadcast(DOUBLES, k.q10));
        DoubleVector a = D.cast(DoubleVector.broadcast(DOUBLES, k.a));
        DoubleVector zero = D.cast(DoubleVector.broadcast(DOUBLES, 0.0));
        LongVector floor = L.cast(LongVector.broadcast(LONGS, Double.doubleToRawLongBits(k.valueFloor)));
        LongVector aBits = L.cast(LongVector.broadcast(LONGS, Double.doubleToRawLongBits(k.a)));
        LongVector minusAOverB = L.cast(LongVector.broadcast(LONGS, Double.doubleToRawLongBits(-k.aOverB)));
        int end = Math.min(length, BLOCK);
        for (int i = 0; i < end; i += LANES) {
            DoubleVector xi = D.cast(DoubleVector.fromArray(DOUBLES, x, xOffset + i));
            DoubleVector clamped = xi.reinterpretAsLongs().min(floor).reinterpretAsDoubles();
            DoubleVector shifted = clamped.fma(log2eOverB, shift);
            DoubleVector n = shifted.sub(shift);
            DoubleVector r = n.fma(minusBLn2High, clamped);
            DoubleVector low = n.mul(minusBLn2Low);
            DoubleVector s = r.add(low);
            DoubleVector s2 = s.mul(s);
            DoubleVector s4 = s2.mul(s2);
            DoubleVector qLow = s2.fma(s.fma(q4, q3), s.fma(q2, q1));
            DoubleVector qHigh = s2.fma(s.fma(q8, q7), s.fma(q6, q5));
            DoubleVector q = s4.fma(s4.fma(s.fma(q10, q9), qHigh), qLow);
            DoubleVector u = s2.mul(s).fma(q, s2.fma(q0, low));
            LongVector exponent = shifted.reinterpretAsLongs().lanewise(LSHL, 52);
            DoubleVector aPower = exponent.add(aBits).reinterpretAsDoubles();
            DoubleVector minusSlopePower = exponent.add(minusAOverB).reinterpretAsDoubles();
            DoubleVector base = a.sub(aPower);
            DoubleVector baseLow = a.sub(base).sub(aPower);
            DoubleVector sum = minusSlopePower.fma(r, base);
            DoubleVector sumLow = minusSlopePower.fma(r, base.sub(sum));
            DoubleVector left =
                    sum.add(minusSlopePower.fma(u, baseLow.add(sumLow))).neg();
            // NaN stays: it is neither
            D.cast(xi.blend(zero, xi.compare(GE, zero)).blend(left, xi.compare(LT, zero)))
                    .intoArray(y, yOffset + i);
        }
    }

    @Override
    public void derivative(DoubleKernel k, double[] x, int xOffset, double[] d, int dOffset, int length) {
        int whole = DOUBLES.loopBound(length);
        int i = 0;
        do {
            int n = Math.min(BLOCK, whole - i);
            derivativeBlock(k, x, xOffset + i, d, dOffset + i, n);
            i += n;
        } while (i < whole);
        SCALAR.derivative(k, x, xOffset + i, d, dOffset + i, length - i);
    }

    private static void derivativeBlock(DoubleKernel k, double[] x, int xOffset, double[] d, int dOffset, int length) {
        if (length == 0) {
            return;
        }
        DoubleVector biasedSlope = D.cast(DoubleVector.broadcast(DOUBLES, k.slope * DoubleKernel.BIAS));
        DoubleVector log2eOverB = D.cast(DoubleVector.broadcast(DOUBLES, k.log2eOverB));
        DoubleVector shift = D.cast(DoubleVector.broadcast(DOUBLES, DoubleKernel.SHIFT));
        DoubleVector minusBLn2High = D.cast(DoubleVector.broadcast(DOUBLES, k.minusBLn2High));
        DoubleVector minusBLn2Low = D.cast(DoubleVector.broadcast(DOUBLES, k.minusBLn2Low));
        DoubleVector q0 = D.cast(DoubleVector.broadcast(DOUBLES, k.q0));
        DoubleVector q1 = D.cast(DoubleVector.broadcast(DOUBLES, k.q1));
        DoubleVector q2 = D.cast(DoubleVector.broadcast(DOUBLES, k.q2));
        DoubleVector q3 = D.cast(DoubleVector.broadcast(DOUBLES, k.q3));
        DoubleVector q4 = D.cast(DoubleVector.broadcast(DOUBLES, k.q4));
        DoubleVector q5 = D.cast(DoubleVector.broadcast(DOUBLES, k.q5));
        DoubleVector q6 = D.cast(DoubleVector.broadcast(DOUBLES, k.q6));
        DoubleVector q7 = D.cast(DoubleVector.broadcast(DOUBLES, k.q7));
        DoubleVector q8 = D.cast(DoubleVector.broadcast(DOUBLES, k.q8));
        DoubleVector q9 = D.cast(DoubleVector.broadcast(DOUBLES, k.q9));
        DoubleVector q10 = D.cast(DoubleVector.broadcast(DOUBLES, k.q10));
        DoubleVector b = D.cast(DoubleVector.broadcast(DOUBLES, k.b));
        DoubleVector cOverBLow = D.cast(DoubleVector.broadcast(DOUBLES, k.cOverBLow));
        DoubleVector unbias = D.cast(DoubleVector.broadcast(DOUBLES, DoubleKernel.UNBIAS));
        DoubleVector zero = D.cast(DoubleVector.broadcast(DOUBLES, 0.0));
        DoubleVector floor = D.cast(DoubleVector.broadcast(DOUBLES, k.derivativeFloor));
        LongVector cOverB =
                L.cast(LongVector.broadcast(LONGS, Double.doubleToRawLongBits(k.cOverB * DoubleKernel.BIAS)));
        int end = Math.min(length, BLOCK);
        for (int i = 0; i < end; i += LANES) {
            DoubleVector xi = D.cast(DoubleVector.fromArray(DOUBLES, x, xOffset + i));
            DoubleVector shifted = xi.fma(log2eOverB, shift);
            DoubleVector n = shifted.sub(shift);
            DoubleVector r = n.fma(minusBLn2High, xi);
            DoubleVector low = n.mul(minusBLn2Low);
            DoubleVector s = r.add(low);
            DoubleVector s2 = s.mul(s);
            DoubleVector s4 = s2.mul(s2);
            DoubleVector qLow = s2.fma(s.fma(q4, q3), s.fma(q2, q1));
            DoubleVector qHigh = s2.fma(s.fma(q8, q7), s.fma(q6, q5));
            DoubleVector q = s4.fma(s4.fma(s.fma(q10, q9), qHigh), qLow);
            DoubleVector u = s2.mul(s).fma(q, s2.fma(q0, low));
            LongVector exponent = shifted.reinterpretAsLongs().lanewise(LSHL, 52);
            DoubleVector cPower = exponent.add(cOverB).reinterpretAsDoubles();
            DoubleVector sum = b.add(r);
            DoubleVector sumLow = sum.fma(cOverBLow, r.sub(sum.sub(b)).add(u));
            D.cast(cPower.fma(sum, cPower.mul(sumLow))
                            .blend(zero, xi.compare(LT, floor))
                            .blend(biasedSlope, xi.compare(GE, zero))
                            .mul(unbias))
                    .intoArray(d, dOffset + i);
        }
    }

    @Override
    public void valueAndDerivative(
            DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length) {
        int whole = DOUBLES.loopBound(length);
        int i = 0;
        do {
            int n = Math.min(BLOCK, whole - i);
            valueAndDerivativeBlock(k, x, xOffset + i, y, yOffset + i, d, dOffset + i, n);
            i += n;
        } while (i < whole);
        SCALAR.valueAndDerivative(k, x, xOffset + i, y, yOffset + i, d, dOffset + i, length - i);
    }

    private static void valueAndDerivativeBlock(
            DoubleKernel k, double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length) {
        if (length == 0) {
            return;
        }
        DoubleVector slope = D.cast(DoubleVector.broadcast(DOUBLES, k.slope));
        DoubleVector biasedSlope = D.cast(DoubleVector.broadcast(DOUBLES, k.slope * DoubleKernel.BIAS));
        DoubleVector log2eOverB = D.cast(DoubleVector.broadcast(DOUBLES, k.log2eOverB));
        DoubleVector shift = D.cast(DoubleVector.broadcast(DOUBLES, DoubleKernel.SHIFT));
        DoubleVector minusBLn2High = D.cast(DoubleVector.broadcast(DOUBLES, k.minusBLn2High));
        DoubleVector minusBLn2Low = D.cast(DoubleVector.broadcast(DOUBLES, k.minusBLn2Low));
        DoubleVector q0 = D.cast(DoubleVector.broadcast(DOUBLES, k.q0));
        DoubleVector q1 = D.cast(DoubleVector.broadcast(DOUBLES, k.q1));
        DoubleVector q2 = D.cast(DoubleVector.broadcast(DOUBLES, k.q2));
        DoubleVector q3 = D.cast(DoubleVector.broadcast(DOUBLES, k.q3));
        DoubleVector q4 = D.cast(DoubleVector.broadcast(DOUBLES, k.q4));
        DoubleVector q5 = D.cast(DoubleVector.broadcast(DOUBLES, k.q5));
        DoubleVector q6 = D.cast(DoubleVector.broadcast(DOUBLES, k.q6));
        DoubleVector q7 = D.cast(DoubleVector.broadcast(DOUBLES, k.q7));
        DoubleVector q8 = D.cast(DoubleVector.broadcast(DOUBLES, k.q8));
        DoubleVector q9 = D.cast(DoubleVector.broadcast(DOUBLES, k.q9));
        DoubleVector q10 = D.cast(DoubleVector.broadcast(DOUBLES, k.q10));
        DoubleVector a = D.cast(DoubleVector.broadcast(DOUBLES, k.a));
        DoubleVector minusA = D.cast(DoubleVector.broadcast(DOUBLES, -k.a));
        DoubleVector b = D.cast(DoubleVector.broadcast(DOUBLES, k.b));
        DoubleVector cOverBLow = D.cast(DoubleVector.broadcast(DOUBLES, k.cOverBLow));
        DoubleVector unbias = D.cast(DoubleVector.broadcast(DOUBLES, DoubleKernel.UNBIAS));
        DoubleVector zero = D.cast(DoubleVector.broadcast(DOUBLES, 0.0));
        DoubleVector valueFloor = D.cast(DoubleVector.broadcast(DOUBLES, k.valueFloor));
        DoubleVector derivativeFloor = D.cast(DoubleVector.broadcast(DOUBLES, k.derivativeFloor));
        LongVector aBits = L.cast(LongVector.broadcast(LONGS, Double.doubleToRawLongBits(k.a)));
        LongVector minusAOverB = L.cast(LongVector.broadcast(LONGS, Double.doubleToRawLongBits(-k.aOverB)));
        LongVector cOverB =
                L.cast(LongVector.broadcast(LONGS, Double.doubleToRawLongBits(k.cOverB * DoubleKernel.BIAS)));
        int end = Math.min(length, BLOCK);
        for (int i = 0; i < end; i += LANES) {
            DoubleVector xi = D.cast(DoubleVector.fromArray(DOUBLES, x, xOffset + i));
            DoubleVector shifted = xi.fma(log2eOverB, shift);
            DoubleVector n = shifted.sub(shift);
            DoubleVector r = n.fma(minusBLn2High, xi);
            DoubleVector low = n.mul(minusBLn2Low);
            DoubleVector s = r.add(low);
            DoubleVector s2 = s.mul(s);
            DoubleVector s4 = s2.mul(s2);
            DoubleVector qLow = s2.fma(s.fma(q4, q3), s.fma(q2, q1));
            DoubleVector qHigh = s2.fma(s.fma(q8, q7), s.fma(q6, q5));
            DoubleVector q = s4.fma(s4.fma(s.fma(q10, q9), qHigh), qLow);
            DoubleVector u = s2.mul(s).fma(q, s2.fma(q0, low));
            LongVector exponent = shifted.reinterpretAsLongs().lanewise(LSHL, 52);
            DoubleVector aPower = exponent.add(aBits).reinterpretAsDoubles();
            DoubleVector minusSlopePower = exponent.add(minusAOverB).reinterpretAsDoubles();
            DoubleVector base = a.sub(aPower);
            DoubleVector baseLow = a.sub(base).sub(aPower);
            DoubleVector sum = minusSlopePower.fma(r, base);
            DoubleVector sumLow = minusSlopePower.fma(r, base.sub(sum));
            DoubleVector left =
                    sum.add(minusSlopePower.fma(u, baseLow.add(sumLow))).neg();
            VectorMask<Double> right = xi.compare(GE, zero);
            D.cast(left.blend(minusA, xi.compare(LT, valueFloor)).blend(xi.mul(slope), right))
                    .intoArray(y, yOffset + i);
            DoubleVector cPower = exponent.add(cOverB).reinterpretAsDoubles();
            DoubleVector dSum = b.add(r);
            DoubleVector dSumLow = dSum.fma(cOverBLow, r.sub(dSum.sub(b)).add(u));
            D.cast(cPower.fma(dSum, cPower.mul(dSumLow))
                            .blend(zero, xi.compare(LT, derivativeFloor))
                            .blend(biasedSlope, right)
                            .mul(unbias))
                    .intoArray(d, dOffset + i);
        }
    }

    @Override
    public void backward(
            DoubleKernel k, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset, int length) {
        int whole = DOUBLES.loopBound(length);
        int i = 0;
        do {
            int n = Math.min(BLOCK, whole - i);
            backwardBlock(k, dy, dyOffset + i, x, xOffset + i, dx, dxOffset + i, n);
            i += n;
        } while (i < whole);
        SCALAR.backward(k, dy, dyOffset + i, x, xOffset + i, dx, dxOffset + i, length - i);
    }

    private static void backwardBlock(
            DoubleKernel k, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        DoubleVector biasedSlope = D.cast(DoubleVector.broadcast(DOUBLES, k.slope * DoubleKernel.BIAS));
        DoubleVector log2eOverB = D.cast(DoubleVector.broadcast(DOUBLES, k.log2eOverB));
        DoubleVector shift = D.cast(DoubleVector.broadcast(DOUBLES, DoubleKernel.SHIFT));
        DoubleVector minusBLn2High = D.cast(DoubleVector.broadcast(DOUBLES, k.minusBLn2High));
        DoubleVector minusBLn2Low = D.cast(DoubleVector.broadcast(DOUBLES, k.minusBLn2Low));
        DoubleVector q0 = D.cast(DoubleVector.broadcast(DOUBLES, k.q0));
        DoubleVector q1 = D.cast(DoubleVector.broadcast(DOUBLES, k.q1));
        DoubleVector q2 = D.cast(DoubleVector.broadcast(DOUBLES, k.q2));
        DoubleVector q3 = D.cast(DoubleVector.broadcast(DOUBLES, k.q3));
        DoubleVector q4 = D.cast(DoubleVector.broadcast(DOUBLES, k.q4));
        DoubleVector q5 = D.cast(DoubleVector.broadcast(DOUBLES, k.q5));
        DoubleVector q6 = D.cast(DoubleVector.broadcast(DOUBLES, k.q6));
        DoubleVector q7 = D.cast(DoubleVector.broadcast(DOUBLES, k.q7));
        DoubleVector q8 = D.cast(DoubleVector.broadcast(DOUBLES, k.q8));
        DoubleVector q9 = D.cast(DoubleVector.broadcast(DOUBLES, k.q9));
        DoubleVector q10 = D.cast(DoubleVector.broadcast(DOUBLES, k.q10));
        DoubleVector b = D.cast(DoubleVector.broadcast(DOUBLES, k.b));
        DoubleVector cOverBLow = D.cast(DoubleVector.broadcast(DOUBLES, k.cOverBLow));
        DoubleVector unbias = D.cast(DoubleVector.broadcast(DOUBLES, DoubleKernel.UNBIAS));
        DoubleVector zero = D.cast(DoubleVector.broadcast(DOUBLES, 0.0));
        DoubleVector floor = D.cast(DoubleVector.broadcast(DOUBLES, k.derivativeFloor));
        LongVector cOverB =
                L.cast(LongVector.broadcast(LONGS, Double.doubleToRawLongBits(k.cOverB * DoubleKernel.BIAS)));
        int end = Math.min(length, BLOCK);
        for (int i = 0; i < end; i += LANES) {
            DoubleVector xi = D.cast(DoubleVector.fromArray(DOUBLES, x, xOffset + i));
            DoubleVector dyi = D.cast(DoubleVector.fromArray(DOUBLES, dy, dyOffset + i));
            DoubleVector shifted = xi.fma(log2eOverB, shift);
            DoubleVector n = shifted.sub(shift);
            DoubleVector r = n.fma(minusBLn2High, xi);
            DoubleVector low = n.mul(minusBLn2Low);
            DoubleVector s = r.add(low);
            DoubleVector s2 = s.mul(s);
            DoubleVector s4 = s2.mul(s2);
            DoubleVector qLow = s2.fma(s.fma(q4, q3), s.fma(q2, q1));
            DoubleVector qHigh = s2.fma(s.fma(q8, q7), s.fma(q6, q5));
            DoubleVector q = s4.fma(s4.fma(s.fma(q10, q9), qHigh), qLow);
            DoubleVector u = s2.mul(s).fma(q, s2.fma(q0, low));
            LongVector exponent = shifted.reinterpretAsLongs().lanewise(LSHL, 52);
            DoubleVector cPower = exponent.add(cOverB).reinterpretAsDoubles();
            DoubleVector sum = b.add(r);
            DoubleVector sumLow = sum.fma(cOverBLow, r.sub(sum.sub(b)).add(u));
            D.cast(cPower.fma(sum, cPower.mul(sumLow))
                            .blend(zero, xi.compare(LT, floor))
                            .blend(biasedSlope, xi.compare(GE, zero))
                            .mul(unbias)
                            .mul(dyi))
                    .intoArray(dx, dxOffset + i);
        }
    }

    /**
     * CELU's, with so little arithmetic, is left to the plain loop: in a JVM that had run all operations, this one took up to
     * twice as long.
     */
    @Override
    public void backwardFromOutput(
            DoubleKernel k, double[] dy, int dyOffset, double[] y, int yOffset, double[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        if (k.c == k.slope && length >= PLAIN.minLength() && yOffset == dyOffset && yOffset == dxOffset) {
            PLAIN.backwardFromOutput(k, dy, dyOffset, y, yOffset, dx, dxOffset, length);
            return;
        }
        DoubleVector slope = D.cast(DoubleVector.broadcast(DOUBLES, k.slope));
        DoubleVector b = D.cast(DoubleVector.broadcast(DOUBLES, k.b));
        DoubleVector c = D.cast(DoubleVector.broadcast(DOUBLES, k.c));
        DoubleVector zero = D.cast(DoubleVector.broadcast(DOUBLES, 0.0));
        int whole = DOUBLES.loopBound(length);
        for (int i = 0; i < whole; i += LANES) {
            DoubleVector yi = D.cast(DoubleVector.fromArray(DOUBLES, y, yOffset + i));
            DoubleVector dyi = D.cast(DoubleVector.fromArray(DOUBLES, dy, dyOffset + i));
            D.cast(c.add(yi.div(b)).blend(slope, yi.compare(GE, zero)).mul(dyi)).intoArray(dx, dxOffset + i);
        }
        SCALAR.backwardFromOutput(k, dy, dyOffset + whole, y, yOffset + whole, dx, dxOffset + whole, length - whole);
    }

    @Override
    public void alphaDerivative(DoubleAlphaKernel k, double[] x, int xOffset, double[] d, int dOffset, int length) {
        int whole = DOUBLES.loopBound(length);
        int i = 0;
        do {
            int n = Math.min(BLOCK, whole - i);
            alphaDerivativeBlock(k, x, xOffset + i, d, dOffset + i, n);
            i += n;
        } while (i < whole);
        SCALAR.alphaDerivative(k, x, xOffset + i, d, dOffset + i, length - i);
    }

    private static void alphaDerivativeBlock(
            DoubleAlphaKernel k, double[] x, int xOffset, double[] d, int dOffset, int length) {
        if (length == 0) {
            return;
        }
        DoubleVector minusOverAlpha = D.cast(DoubleVector.broadcast(DOUBLES, -k.overAlpha));
        DoubleVector minusOverAlphaLow = D.cast(DoubleVector.broadcast(DOUBLES, -k.overAlphaLow));
        DoubleVector log2e = D.cast(DoubleVector.broadcast(DOUBLES, DoubleAlphaKernel.LOG2E));
        DoubleVector offset = D.cast(DoubleVector.broadcast(DOUBLES, DoubleAlphaKernel.OFFSET));
        DoubleVector shift = D.cast(DoubleVector.broadcast(DOUBLES, DoubleAlphaKernel.SHIFT));
        DoubleVector minusLn2 = D.cast(DoubleVector.broadcast(DOUBLES, DoubleAlphaKernel.MINUS_LN2));
        DoubleVector minusLn2Low = D.cast(DoubleVector.broadcast(DOUBLES, DoubleAlphaKernel.MINUS_LN2_LOW));
        DoubleVector m0 = D.cast(DoubleVector.broadcast(DOUBLES, DoubleAlphaKernel.M0));
        DoubleVector m1 = D.cast(DoubleVector.broadcast(DOUBLES, DoubleAlphaKernel.M1));
        DoubleVector m2 = D.cast(DoubleVector.broadcast(DOUBLES, DoubleAlphaKernel.M2));
        DoubleVector m3 = D.cast(DoubleVector.broadcast(DOUBLES, DoubleAlphaKernel.M3));
        DoubleVector m4 = D.cast(DoubleVector.broadcast(DOUBLES, DoubleAlphaKernel.M4));
        DoubleVector m5 = D.cast(DoubleVector.broadcast(DOUBLES, DoubleAlphaKernel.M5));
        DoubleVector m6 = D.cast(DoubleVector.broadcast(DOUBLES, DoubleAlphaKernel.M6));
        DoubleVector m7 = D.cast(DoubleVector.broadcast(DOUBLES, DoubleAlphaKernel.M7));
        DoubleVector m8 = D.cast(DoubleVector.broadcast(DOUBLES, DoubleAlphaKernel.M8));
        DoubleVector m9 = D.cast(DoubleVector.broadcast(DOUBLES, DoubleAlphaKernel.M9));
        DoubleVector half = D.cast(DoubleVector.broadcast(DOUBLES, 0.5));
        DoubleVector minusHalf = D.cast(DoubleVector.broadcast(DOUBLES, -0.5));
        DoubleVector one = D.cast(DoubleVector.broadcast(DOUBLES, 1.0));
        DoubleVector zero = D.cast(DoubleVector.broadcast(DOUBLES, 0.0));
        LongVector floor = L.cast(LongVector.broadcast(LONGS, Double.doubleToRawLongBits(-k.limit)));
        LongVector minusOneBits = L.cast(LongVector.broadcast(LONGS, Double.doubleToRawLongBits(-1.0)));
        int end = Math.min(length, BLOCK);
        for (int i = 0; i < end; i += LANES) {
            DoubleVector xi = D.cast(DoubleVector.fromArray(DOUBLES, x, xOffset + i));
            DoubleVector w = xi.reinterpretAsLongs().min(floor).reinterpretAsDoubles(); // here −w
            DoubleVector t = w.mul(minusOverAlpha);
            DoubleVector tLow = w.fma(minusOverAlphaLow, w.fma(minusOverAlpha, t.neg()));
            DoubleVector shifted = t.fma(log2e, offset).add(shift);
            DoubleVector n = shifted.sub(shift);
            DoubleVector r = n.fma(minusLn2, t);
            DoubleVector rLow = n.fma(minusLn2Low, tLow);
            DoubleVector s = r.add(rLow);
            DoubleVector s2 = s.mul(s);
            DoubleVector s4 = s2.mul(s2);
            DoubleVector mLow = s2.fma(s.fma(m3, m2), s.fma(m1, m0));
            DoubleVector mHigh = s4.fma(s.fma(m9, m8), s2.fma(s.fma(m7, m6), s.fma(m5, m4)));
            DoubleVector m = s4.fma(mHigh, mLow);
            DoubleVector rest = one.sub(r);

            DoubleVector s2Low = s.fma(s, s2.neg());
            DoubleVector sLow = r.sub(s).add(rLow);
            DoubleVector sum = s.fma(s, s);
            DoubleVector line = s.fma(minusHalf, half);
            DoubleVector lineLow = s.fma(minusHalf, half.sub(line));
            DoubleVector h = sum.fma(m, line);
            DoubleVector hLow = sum.fma(m, line.sub(h)).add(lineLow);
            DoubleVector near = s2.fma(h, s2.fma(hLow, s2Low.fma(h, s.mul(sLow).mul(rest))));

            DoubleVector minusPower = minusOneBits
                    .sub(shifted.reinterpretAsLongs().lanewise(LSHL, 52))
                    .reinterpretAsDoubles();
            DoubleVector u = s2.mul(s.neg().fma(m, half));
            DoubleVector v = one.add(t);
            DoubleVector vLow = t.sub(v.sub(one)).add(tLow);
            DoubleVector restLow = one.sub(rest).sub(r).add(u.sub(rLow));
            DoubleVector product = v.mul(rest);
            DoubleVector productLow = vLow.fma(rest, v.fma(restLow, v.fma(rest, product.neg())));
            DoubleVector difference = minusPower.fma(product, one);
            DoubleVector differenceLow = minusPower.fma(product, one.sub(difference));
            DoubleVector far = difference.add(minusPower.fma(productLow, differenceLow));
            DoubleVector left = far.blend(near, n.compare(EQ, zero)).neg();
            D.cast(zero.blend(left, xi.compare(LT, zero)).blend(xi, xi.compare(NE, xi)))
                    .intoArray(d, dOffset + i);
        }
    }

    @Override
    public void addProducts(double[] dy, int dyOffset, double[] d, double[] sums, int length) {
        int row = sums.length;
        int start = 0;
        for (; length - start >= 4 * row; start += 4 * row) {
            for (int i = 0; i < row; i += LANES) {
                int j = dyOffset + start + i;
                int k = start + i;
                DoubleVector dy0 = D.cast(DoubleVector.fromArray(DOUBLES, dy, j));
                DoubleVector dy1 = D.cast(DoubleVector.fromArray(DOUBLES, dy, j + row));
                DoubleVector dy2 = D.cast(DoubleVector.fromArray(DOUBLES, dy, j + 2 * row));
                DoubleVector dy3 = D.cast(DoubleVector.fromArray(DOUBLES, dy, j + 3 * row));
                DoubleVector d0 = D.cast(DoubleVector.fromArray(DOUBLES, d, k));
                DoubleVector d1 = D.cast(DoubleVector.fromArray(DOUBLES, d, k + row));
                DoubleVector d2 = D.cast(DoubleVector.fromArray(DOUBLES, d, k + 2 * row));
                DoubleVector d3 = D.cast(DoubleVector.fromArray(DOUBLES, d, k + 3 * row));
                DoubleVector sum = D.cast(DoubleVector.fromArray(DOUBLES, sums, i));
                sum = sum.add(dy0.mul(d0)).add(dy1.mul(d1)).add(dy2.mul(d2)).add(dy3.mul(d3));
                D.cast(sum).intoArray(sums, i);
            }
        }
        for (int n; start < length; start += n) {
            n = Math.min(row, length - start);
            int whole = DOUBLES.loopBound(n);
            for (int i = 0; i < whole; i += LANES) {
                DoubleVector dyi = D.cast(DoubleVector.fromArray(DOUBLES, dy, dyOffset + start + i));
                DoubleVector di = D.cast(DoubleVector.fromArray(DOUBLES, d, start + i));
                D.cast(D.cast(DoubleVector.fromArray(DOUBLES, sums, i)).add(dyi.mul(di)))
                        .intoArray(sums, i);
            }
            for (int i = whole; i < n; i++) {
                sums[i] += dy[dyOffset + start + i] * d[start + i];
            }
        }
    }
}
