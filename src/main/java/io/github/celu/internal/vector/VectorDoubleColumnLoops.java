package io.github.celu.internal.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import io.github.celu.internal.kernel.DoubleKernel;
import io.github.celu.internal.loops.DoubleColumnLoops;
import io.github.celu.internal.loops.DoubleColumns;
import io.github.celu.internal.loops.Spare;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/** The loops of {@link VectorDoubleLoops} where neighbours have different kernels: see {@link VectorFloatColumnLoops}. */
public final class VectorDoubleColumnLoops implements DoubleColumnLoops {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, DOUBLES.vectorShape());
    private static final Class<? extends DoubleVector> D =
            DoubleVector.zero(DOUBLES).getClass();
    private static final Class<? extends LongVector> L = LongVector.zero(LONGS).getClass();
    private static final int LANES = DOUBLES.length();

    /** Elements at a time, of each range, so that what a vector reads of a line is still in the caches when the next reads the rest. */
    private static final int BLOCK = 1 << 12;

    /** For so many rows at least, if there are so many, a vector's numbers serve once they are in registers. */
    private static final int MIN_ROWS = 8;

    private final Spare<DoubleColumns> spare = new Spare<>();

    private DoubleColumns numbers(DoubleKernel[] k, int channels, int inner) {
        int columns = channels * inner;
        int size = columns + LANES - 1;
        DoubleColumns all = spare.take();
        if (all == null || all.slope.length < size) {
            all = new DoubleColumns(size);
        }
        for (int channel = 0; channel < channels; channel++) {
            all.set(channel * inner, (channel + 1) * inner, k[channel]);
        }
        all.repeat(columns, size);
        return all;
    }

    /** After how many elements a vector comes to the same lanes of columns again. */
    private static int step(int columns) {
        return columns * (LANES / Math.min(LANES, Integer.lowestOneBit(columns)));
    }

    /** How many vectors at this distance fit in a range. */
    private static int rows(int length, int step) {
        return length < LANES ? 0 : (length - LANES) / step + 1;
    }

    @Override
    public void value(
            DoubleKernel[] k, int channels, int inner, double[] x, int xOffset, double[] y, int yOffset, int length) {
        DoubleColumns numbers = numbers(k, channels, inner);
        int columns = channels * inner;
        int step = step(columns);
        int block = step * Math.max(MIN_ROWS, BLOCK / step);
        int start = 0;
        do {
            int n = Math.min(block, length - start);
            for (int first = 0, column = 0; first < step; first += LANES, column = (column + LANES) % columns) {
                int at = start + first;
                value(numbers, column, step, rows(n - first, step), x, xOffset + at, y, yOffset + at);
            }
            start += n;
        } while (start < length);
        spare.giveBack(numbers);
        for (int i = length - length % LANES; i < length; i++) {
            y[yOffset + i] = k[i % columns / inner].value(x[xOffset + i]);
        }
    }

    private static void value(
            DoubleColumns k, int column, int step, int rows, double[] x, int xOffset, double[] y, int yOffset) {
        if (rows == 0) {
            return;
        }
        DoubleVector slope = D.cast(DoubleVector.fromArray(DOUBLES, k.slope, column));
        DoubleVector log2eOverB = D.cast(DoubleVector.fromArray(DOUBLES, k.log2eOverB, column));
        DoubleVector shift = D.cast(DoubleVector.broadcast(DOUBLES, DoubleKernel.SHIFT));
        DoubleVector minusBLn2High = D.cast(DoubleVector.fromArray(DOUBLES, k.minusBLn2High, column));
        DoubleVector minusBLn2Low = D.cast(DoubleVector.fromArray(DOUBLES, k.minusBLn2Low, column));
        DoubleVector q0 = D.cast(DoubleVector.fromArray(DOUBLES, k.q0, column));
        DoubleVector q1 = D.cast(DoubleVector.fromArray(DOUBLES, k.q1, column));
        DoubleVector q2 = D.cast(DoubleVector.fromArray(DOUBLES, k.q2, column));
        DoubleVector q3 = D.cast(DoubleVector.fromArray(DOUBLES, k.q3, column));
        DoubleVector q4 = D.cast(DoubleVector.fromArray(DOUBLES, k.q4, column));
        DoubleVector q5 = D.cast(DoubleVector.fromArray(DOUBLES, k.q5, column));
        DoubleVector q6 = D.cast(DoubleVector.fromArray(DOUBLES, k.q6, column));
        DoubleVector q7 = D.cast(DoubleVector.fromArray(DOUBLES, k.q7, column));
        DoubleVector q8 = D.cast(DoubleVector.fromArray(DOUBLES, k.q8, column));
        DoubleVector q9 = D.cast(DoubleVector.fromArray(DOUBLES, k.q9, column));
        DoubleVector q10 = D.cast(DoubleVector.fromArray(DOUBLES, k.q10, column));
        DoubleVector a = D.cast(DoubleVector.fromArray(DOUBLES, k.a, column));
        DoubleVector zero = D.cast(DoubleVector.broadcast(DOUBLES, 0.0));
        LongVector floor = L.cast(
                D.cast(DoubleVector.fromArray(DOUBLES, k.valueFloor, column)).reinterpretAsLongs());
        LongVector aBits =
                L.cast(D.cast(DoubleVector.fromArray(DOUBLES, k.a, column)).reinterpretAsLongs());
        LongVector minusAOverB = L.cast(
                D.cast(D.cast(DoubleVector.fromArray(DOUBLES, k.aOverB, column)).neg())
                        .reinterpretAsLongs());
        for (int row = 0, i = 0; row < rows; row++, i += step) {
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
    public void derivative(
            DoubleKernel[] k, int channels, int inner, double[] x, int xOffset, double[] d, int dOffset, int length) {
        DoubleColumns numbers = numbers(k, channels, inner);
        int columns = channels * inner;
        int step = step(columns);
        int block = step * Math.max(MIN_ROWS, BLOCK / step);
        int start = 0;
        do {
            int n = Math.min(block, length - start);
            for (int first = 0, column = 0; first < step; first += LANES, column = (column + LANES) % columns) {
                int at = start + first;
                derivative(numbers, column, step, rows(n - first, step), x, xOffset + at, d, dOffset + at);
            }
            start += n;
        } while (start < length);
        spare.giveBack(numbers);
        for (int i = length - length % LANES; i < length; i++) {
            d[dOffset + i] = k[i % columns / inner].derivative(x[xOffset + i]);
        }
    }

    private static void derivative(
            DoubleColumns k, int column, int step, int rows, double[] x, int xOffset, double[] d, int dOffset) {
        if (rows == 0) {
            return;
        }
        DoubleVector biasedSlope =
                D.cast(D.cast(DoubleVector.fromArray(DOUBLES, k.slope, column)).mul(DoubleKernel.BIAS));
        DoubleVector log2eOverB = D.cast(DoubleVector.fromArray(DOUBLES, k.log2eOverB, column));
        DoubleVector shift = D.cast(DoubleVector.broadcast(DOUBLES, DoubleKernel.SHIFT));
        DoubleVector minusBLn2High = D.cast(DoubleVector.fromArray(DOUBLES, k.minusBLn2High, column));
        DoubleVector minusBLn2Low = D.cast(DoubleVector.fromArray(DOUBLES, k.minusBLn2Low, column));
        DoubleVector q0 = D.cast(DoubleVector.fromArray(DOUBLES, k.q0, column));
        DoubleVector q1 = D.cast(DoubleVector.fromArray(DOUBLES, k.q1, column));
        DoubleVector q2 = D.cast(DoubleVector.fromArray(DOUBLES, k.q2, column));
        DoubleVector q3 = D.cast(DoubleVector.fromArray(DOUBLES, k.q3, column));
        DoubleVector q4 = D.cast(DoubleVector.fromArray(DOUBLES, k.q4, column));
        DoubleVector q5 = D.cast(DoubleVector.fromArray(DOUBLES, k.q5, column));
        DoubleVector q6 = D.cast(DoubleVector.fromArray(DOUBLES, k.q6, column));
        DoubleVector q7 = D.cast(DoubleVector.fromArray(DOUBLES, k.q7, column));
        DoubleVector q8 = D.cast(DoubleVector.fromArray(DOUBLES, k.q8, column));
        DoubleVector q9 = D.cast(DoubleVector.fromArray(DOUBLES, k.q9, column));
        DoubleVector q10 = D.cast(DoubleVector.fromArray(DOUBLES, k.q10, column));
        DoubleVector b = D.cast(DoubleVector.fromArray(DOUBLES, k.b, column));
        DoubleVector cOverBLow = D.cast(DoubleVector.fromArray(DOUBLES, k.cOverBLow, column));
        DoubleVector unbias = D.cast(DoubleVector.broadcast(DOUBLES, DoubleKernel.UNBIAS));
        DoubleVector zero = D.cast(DoubleVector.broadcast(DOUBLES, 0.0));
        DoubleVector floor = D.cast(DoubleVector.fromArray(DOUBLES, k.derivativeFloor, column));
        LongVector cOverB = L.cast(
                D.cast(D.cast(DoubleVector.fromArray(DOUBLES, k.cOverB, column)).mul(DoubleKernel.BIAS))
                        .reinterpretAsLongs());
        for (int row = 0, i = 0; row < rows; row++, i += step) {
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
    public void backward(
            DoubleKernel[] k,
            int channels,
            int inner,
            double[] dy,
            int dyOffset,
            double[] x,
            int xOffset,
            double[] dx,
            int dxOffset,
            int length) {
        DoubleColumns numbers = numbers(k, channels, inner);
        int columns = channels * inner;
        int step = step(columns);
        int block = step * Math.max(MIN_ROWS, BLOCK / step);
        int start = 0;
        do {
            int n = Math.min(block, length - start);
            for (int first = 0, column = 0; first < step; first += LANES, column = (column + LANES) % columns) {
                int at = start + first;
                backward(
                        numbers,
                        column,
                        step,
                        rows(n - first, step),
                        dy,
                        dyOffset + at,
                        x,
                        xOffset + at,
                        dx,
                        dxOffset + at);
            }
            start += n;
        } while (start < length);
        spare.giveBack(numbers);
        for (int i = length - length % LANES; i < length; i++) {
            dx[dxOffset + i] = dy[dyOffset + i] * k[i % columns / inner].derivative(x[xOffset + i]);
        }
    }

    private static void backward(
            DoubleColumns k,
            int column,
            int step,
            int rows,
            double[] dy,
            int dyOffset,
            double[] x,
            int xOffset,
            double[] dx,
            int dxOffset) {
        if (rows == 0) {
            return;
        }
        DoubleVector biasedSlope =
                D.cast(D.cast(DoubleVector.fromArray(DOUBLES, k.slope, column)).mul(DoubleKernel.BIAS));
        DoubleVector log2eOverB = D.cast(DoubleVector.fromArray(DOUBLES, k.log2eOverB, column));
        DoubleVector shift = D.cast(DoubleVector.broadcast(DOUBLES, DoubleKernel.SHIFT));
        DoubleVector minusBLn2High = D.cast(DoubleVector.fromArray(DOUBLES, k.minusBLn2High, column));
        DoubleVector minusBLn2Low = D.cast(DoubleVector.fromArray(DOUBLES, k.minusBLn2Low, column));
        DoubleVector q0 = D.cast(DoubleVector.fromArray(DOUBLES, k.q0, column));
        DoubleVector q1 = D.cast(DoubleVector.fromArray(DOUBLES, k.q1, column));
        DoubleVector q2 = D.cast(DoubleVector.fromArray(DOUBLES, k.q2, column));
        DoubleVector q3 = D.cast(DoubleVector.fromArray(DOUBLES, k.q3, column));
        DoubleVector q4 = D.cast(DoubleVector.fromArray(DOUBLES, k.q4, column));
        DoubleVector q5 = D.cast(DoubleVector.fromArray(DOUBLES, k.q5, column));
        DoubleVector q6 = D.cast(DoubleVector.fromArray(DOUBLES, k.q6, column));
        DoubleVector q7 = D.cast(DoubleVector.fromArray(DOUBLES, k.q7, column));
        DoubleVector q8 = D.cast(DoubleVector.fromArray(DOUBLES, k.q8, column));
        DoubleVector q9 = D.cast(DoubleVector.fromArray(DOUBLES, k.q9, column));
        DoubleVector q10 = D.cast(DoubleVector.fromArray(DOUBLES, k.q10, column));
        DoubleVector b = D.cast(DoubleVector.fromArray(DOUBLES, k.b, column));
        DoubleVector cOverBLow = D.cast(DoubleVector.fromArray(DOUBLES, k.cOverBLow, column));
        DoubleVector unbias = D.cast(DoubleVector.broadcast(DOUBLES, DoubleKernel.UNBIAS));
        DoubleVector zero = D.cast(DoubleVector.broadcast(DOUBLES, 0.0));
        DoubleVector floor = D.cast(DoubleVector.fromArray(DOUBLES, k.derivativeFloor, column));
        LongVector cOverB = L.cast(
                D.cast(D.cast(DoubleVector.fromArray(DOUBLES, k.cOverB, column)).mul(DoubleKernel.BIAS))
                        .reinterpretAsLongs());
        for (int row = 0, i = 0; row < rows; row++, i += step) {
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
}
