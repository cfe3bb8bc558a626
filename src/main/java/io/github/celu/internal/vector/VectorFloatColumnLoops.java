package io.github.celu.internal.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import io.github.celu.internal.kernel.FloatKernel;
import io.github.celu.internal.loops.FloatColumnLoops;
import io.github.celu.internal.loops.FloatColumns;
import io.github.celu.internal.loops.Spare;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of {@link VectorFloatLoops} where neighbours have different kernels: a vector goes down the rows, so that its lanes
 * stay in their columns and keep their numbers. Where the lanes do not divide the columns, it goes as many rows at a time as
 * bring it to the same columns again.
 */
public final class VectorFloatColumnLoops implements FloatColumnLoops {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    private static final Class<? extends FloatVector> F =
            FloatVector.zero(FLOATS).getClass();
    private static final Class<? extends IntVector> I = IntVector.zero(INTS).getClass();
    private static final int LANES = FLOATS.length();

    /** Elements at a time, of each range, so that what a vector reads of a line is still in the caches when the next reads the rest. */
    private static final int BLOCK = 1 << 12;

    /** For so many rows at least, if there are so many, a vector's numbers serve once they are in registers. */
    private static final int MIN_ROWS = 8;

    private final Spare<FloatColumns> spare = new Spare<>();

    private FloatColumns numbers(FloatKernel[] k, int channels, int inner) {
        int columns = channels * inner;
        int size = columns + LANES - 1;
        FloatColumns all = spare.take();
        if (all == null || all.slope.length < size) {
            all = new FloatColumns(size);
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
            FloatKernel[] k, int channels, int inner, float[] x, int xOffset, float[] y, int yOffset, int length) {
        FloatColumns numbers = numbers(k, channels, inner);
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
            FloatColumns k, int column, int step, int rows, float[] x, int xOffset, float[] y, int yOffset) {
        if (rows == 0) {
            return;
        }
        FloatVector slope = F.cast(FloatVector.fromArray(FLOATS, k.slope, column));
        FloatVector log2eOverB = F.cast(FloatVector.fromArray(FLOATS, k.log2eOverB, column));
        FloatVector shift = F.cast(FloatVector.broadcast(FLOATS, FloatKernel.SHIFT));
        FloatVector minusBLn2High = F.cast(FloatVector.fromArray(FLOATS, k.minusBLn2High, column));
        FloatVector minusBLn2Low = F.cast(FloatVector.fromArray(FLOATS, k.minusBLn2Low, column));
        FloatVector q0 = F.cast(FloatVector.fromArray(FLOATS, k.q0, column));
        FloatVector q1 = F.cast(FloatVector.fromArray(FLOATS, k.q1, column));
        FloatVector q2 = F.cast(FloatVector.fromArray(FLOATS, k.q2, column));
        FloatVector q3 = F.cast(FloatVector.fromArray(FLOATS, k.q3, column));
        FloatVector q4 = F.cast(FloatVector.fromArray(FLOATS, k.q4, column));
        FloatVector q5 = F.cast(FloatVector.fromArray(FLOATS, k.q5, column));
        FloatVector minusA =
                F.cast(F.cast(FloatVector.fromArray(FLOATS, k.a, column)).neg());
        FloatVector one = F.cast(FloatVector.broadcast(FLOATS, 1f));
        FloatVector zero = F.cast(FloatVector.broadcast(FLOATS, 0f));
        IntVector floor = I.cast(
                F.cast(FloatVector.fromArray(FLOATS, k.valueFloor, column)).reinterpretAsInts());
        IntVector oneBits = I.cast(IntVector.broadcast(INTS, Float.floatToRawIntBits(1f)));
        IntVector aOverB =
                I.cast(F.cast(FloatVector.fromArray(FLOATS, k.aOverB, column)).reinterpretAsInts());
        for (int row = 0, i = 0; row < rows; row++, i += step) {
            FloatVector xi = F.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            // As integers, the negative floats are in reverse order; what this does to the others does not matter.
            FloatVector clamped = xi.reinterpretAsInts().min(floor).reinterpretAsFloats();
            FloatVector shifted = clamped.fma(log2eOverB, shift);
            FloatVector n = shifted.sub(shift);
            FloatVector r = n.fma(minusBLn2High, clamped);
            FloatVector low = n.mul(minusBLn2Low);
            FloatVector s = r.add(low);
            FloatVector s2 = s.mul(s);
            FloatVector q = s2.fma(s2.fma(q5, s.fma(q4, q3)), s.fma(q2, q1));
            FloatVector u = s2.mul(s).fma(q, s2.fma(q0, low));
            IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, 23);
            FloatVector power = exponent.add(oneBits).reinterpretAsFloats();
            FloatVector slopePower = exponent.add(aOverB).reinterpretAsFloats();
            FloatVector left = minusA.fma(one.sub(power), slopePower.fma(r, slopePower.mul(u)));
            F.cast(xi.mul(slope).blend(left, xi.compare(LT, zero))).intoArray(y, yOffset + i);
        }
    }

    @Override
    public void derivative(
            FloatKernel[] k, int channels, int inner, float[] x, int xOffset, float[] d, int dOffset, int length) {
        FloatColumns numbers = numbers(k, channels, inner);
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
            FloatColumns k, int column, int step, int rows, float[] x, int xOffset, float[] d, int dOffset) {
        if (rows == 0) {
            return;
        }
        FloatVector biasedSlope =
                F.cast(F.cast(FloatVector.fromArray(FLOATS, k.slope, column)).mul(FloatKernel.BIAS));
        FloatVector log2eOverB = F.cast(FloatVector.fromArray(FLOATS, k.log2eOverB, column));
        FloatVector shift = F.cast(FloatVector.broadcast(FLOATS, FloatKernel.SHIFT));
        FloatVector minusBLn2High = F.cast(FloatVector.fromArray(FLOATS, k.minusBLn2High, column));
        FloatVector minusBLn2Low = F.cast(FloatVector.fromArray(FLOATS, k.minusBLn2Low, column));
        FloatVector q0 = F.cast(FloatVector.fromArray(FLOATS, k.q0, column));
        FloatVector q1 = F.cast(FloatVector.fromArray(FLOATS, k.q1, column));
        FloatVector q2 = F.cast(FloatVector.fromArray(FLOATS, k.q2, column));
        FloatVector q3 = F.cast(FloatVector.fromArray(FLOATS, k.q3, column));
        FloatVector q4 = F.cast(FloatVector.fromArray(FLOATS, k.q4, column));
        FloatVector q5 = F.cast(FloatVector.fromArray(FLOATS, k.q5, column));
        FloatVector b = F.cast(FloatVector.fromArray(FLOATS, k.b, column));
        FloatVector cOverBLow = F.cast(FloatVector.fromArray(FLOATS, k.cOverBLow, column));
        FloatVector unbias = F.cast(FloatVector.broadcast(FLOATS, FloatKernel.UNBIAS));
        FloatVector zero = F.cast(FloatVector.broadcast(FLOATS, 0f));
        FloatVector floor = F.cast(FloatVector.fromArray(FLOATS, k.derivativeFloor, column));
        IntVector cOverB = I.cast(
                F.cast(F.cast(FloatVector.fromArray(FLOATS, k.cOverB, column)).mul(FloatKernel.BIAS))
                        .reinterpretAsInts());
        for (int row = 0, i = 0; row < rows; row++, i += step) {
            FloatVector xi = F.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector shifted = xi.fma(log2eOverB, shift);
            FloatVector n = shifted.sub(shift);
            FloatVector r = n.fma(minusBLn2High, xi);
            FloatVector low = n.mul(minusBLn2Low);
            FloatVector s = r.add(low);
            FloatVector s2 = s.mul(s);
            FloatVector q = s2.fma(s2.fma(q5, s.fma(q4, q3)), s.fma(q2, q1));
            FloatVector u = s2.mul(s).fma(q, s2.fma(q0, low));
            IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, 23);
            FloatVector cPower = exponent.add(cOverB).reinterpretAsFloats();
            FloatVector sum = b.add(r);
            FloatVector sumLow = sum.fma(cOverBLow, r.sub(sum.sub(b)).add(u));
            F.cast(cPower.fma(sum, cPower.mul(sumLow))
                            .blend(zero, xi.compare(LT, floor))
                            .blend(biasedSlope, xi.compare(GE, zero))
                            .mul(unbias))
                    .intoArray(d, dOffset + i);
        }
    }

    @Override
    public void backward(
            FloatKernel[] k,
            int channels,
            int inner,
            float[] dy,
            int dyOffset,
            float[] x,
            int xOffset,
            float[] dx,
            int dxOffset,
            int length) {
        FloatColumns numbers = numbers(k, channels, inner);
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
            FloatColumns k,
            int column,
            int step,
            int rows,
            float[] dy,
            int dyOffset,
            float[] x,
            int xOffset,
            float[] dx,
            int dxOffset) {
        if (rows == 0) {
            return;
        }
        FloatVector biasedSlope =
                F.cast(F.cast(FloatVector.fromArray(FLOATS, k.slope, column)).mul(FloatKernel.BIAS));
        FloatVector log2eOverB = F.cast(FloatVector.fromArray(FLOATS, k.log2eOverB, column));
        FloatVector shift = F.cast(FloatVector.broadcast(FLOATS, FloatKernel.SHIFT));
        FloatVector minusBLn2High = F.cast(FloatVector.fromArray(FLOATS, k.minusBLn2High, column));
        FloatVector minusBLn2Low = F.cast(FloatVector.fromArray(FLOATS, k.minusBLn2Low, column));
        FloatVector q0 = F.cast(FloatVector.fromArray(FLOATS, k.q0, column));
        FloatVector q1 = F.cast(FloatVector.fromArray(FLOATS, k.q1, column));
        FloatVector q2 = F.cast(FloatVector.fromArray(FLOATS, k.q2, column));
        FloatVector q3 = F.cast(FloatVector.fromArray(FLOATS, k.q3, column));
        FloatVector q4 = F.cast(FloatVector.fromArray(FLOATS, k.q4, column));
        FloatVector q5 = F.cast(FloatVector.fromArray(FLOATS, k.q5, column));
        FloatVector b = F.cast(FloatVector.fromArray(FLOATS, k.b, column));
        FloatVector cOverBLow = F.cast(FloatVector.fromArray(FLOATS, k.cOverBLow, column));
        FloatVector unbias = F.cast(FloatVector.broadcast(FLOATS, FloatKernel.UNBIAS));
        FloatVector zero = F.cast(FloatVector.broadcast(FLOATS, 0f));
        FloatVector floor = F.cast(FloatVector.fromArray(FLOATS, k.derivativeFloor, column));
        IntVector cOverB = I.cast(
                F.cast(F.cast(FloatVector.fromArray(FLOATS, k.cOverB, column)).mul(FloatKernel.BIAS))
                        .reinterpretAsInts());
        for (int row = 0, i = 0; row < rows; row++, i += step) {
            FloatVector xi = F.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector dyi = F.cast(FloatVector.fromArray(FLOATS, dy, dyOffset + i));
            FloatVector shifted = xi.fma(log2eOverB, shift);
            FloatVector n = shifted.sub(shift);
            FloatVector r = n.fma(minusBLn2High, xi);
            FloatVector low = n.mul(minusBLn2Low);
            FloatVector s = r.add(low);
            FloatVector s2 = s.mul(s);
            FloatVector q = s2.fma(s2.fma(q5, s.fma(q4, q3)), s.fma(q2, q1));
            FloatVector u = s2.mul(s).fma(q, s2.fma(q0, low));
            IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, 23);
            FloatVector cPower = exponent.add(cOverB).reinterpretAsFloats();
            FloatVector sum = b.add(r);
            FloatVector sumLow = sum.fma(cOverBLow, r.sub(sum.sub(b)).add(u));
            F.cast(cPower.fma(sum, cPower.mul(sumLow))
                            .blend(zero, xi.compare(LT, floor))
                            .blend(biasedSlope, xi.compare(GE, zero))
                            .mul(unbias)
                            .mul(dyi))
                    .intoArray(dx, dxOffset + i);
        }
    }
}
