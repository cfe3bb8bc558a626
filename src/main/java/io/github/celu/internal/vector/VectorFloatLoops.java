package io.github.celu.internal.vector;

import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import io.github.celu.internal.kernel.FloatAlphaKernel;
import io.github.celu.internal.kernel.FloatKernel;
import io.github.celu.internal.loops.FloatLoops;
import io.github.celu.internal.loops.PlainFloatLoops;
import io.github.celu.internal.loops.ScalarFloatLoops;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The scalar functions of {@link FloatKernel} and {@link FloatAlphaKernel} in lanes, line by line; what does not fill a vector
 * at the end of a range is left to the functions themselves. Values clamp the argument. Where that is left out, as in derivatives,
 * anything is computed in lanes outside [floor, 0], and replaced before the multiplication that could make it subnormal, which is
 * slow.
 *
 * <p>Each loop is one method without calls of our own: C2 does not inline what it has compiled to more than 2,500 bytes of
 * code already, nor anything beyond 18,000 nodes, and a vector that crosses a call becomes an object. Only the Vector API's
 * own methods are exempt. But these have one type profile for the whole JVM: if other code uses vectors of another shape, C2
 * sees two classes in them, and on JDK 17 every vector becomes an object. Hence the casts of what a loop starts from, vectors
 * loaded and constants, and of what it stores, to their exact classes.
 *
 * <p>A loop stands alone in a method for one block. What lives on beside it, for a safepoint or the end of the range, competes for
 * its registers, and C2 of JDK 17 kept references to arrays in vector registers then and fetched them in every round: {@code
 * derivative} took 0.25 ns an element in one JVM, 0.34 in the next. C2 does not inline the method of a block, because it has more
 * than 325 bytes of bytecode. ({@link #backwardFromOutput}, faster without blocks, and {@link #addProducts}, for which they made no
 * difference, have none.)
 *
 * <p>Empty ranges return at once, because the warm-up has many: the JVM counts calls, and uncompiled constants are slow.
 */
public final class VectorFloatLoops implements FloatLoops {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    private static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, FLOATS.vectorShape());
    private static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, FLOATS.vectorShape());
    private static final Class<? extends FloatVector> F =
            FloatVector.zero(FLOATS).getClass();
    private static final Class<? extends IntVector> I = IntVector.zero(INTS).getClass();
    private static final Class<? extends DoubleVector> D =
            DoubleVector.zero(DOUBLES).getClass();
    private static final Class<? extends LongVector> L = LongVector.zero(LONGS).getClass();
    private static final int LANES = FLOATS.length();

    /**
     * A loop gets no safepoint if C2 knows that it has no more than a hundred rounds; hence the second {@code Math.min}, in the block
     * methods. For an empty range, too, a block is called, so that the empty calls of the warm-up count for it.
     */
    private static final int BLOCK = 96 * LANES;

    /** As many floats as a vector has doubles. (Of vectors with 64 bits, which never run, this class tells only that.) */
    private static final VectorSpecies<Float> HALF =
            VectorSpecies.of(float.class, VectorShape.forBitSize(Math.max(64, FLOATS.vectorBitSize() / 2)));

    private static final Class<? extends FloatVector> H = FloatVector.zero(HALF).getClass();

    /** For what is left at the end of a range. */
    private static final FloatLoops SCALAR = new ScalarFloatLoops();

    private static final FloatLoops PLAIN = new PlainFloatLoops();

    /** How many bits a vector has. */
    public static int bits() {
        return FLOATS.vectorBitSize();
    }

    /** From 16 elements on they are faster than scalar calls, with vectors of 256 and 512 bits. */
    @Override
    public int minLength() {
        return 16;
    }

    @Override
    public void value(FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, int length) {
        int whole = FLOATS.loopBound(length);
        int i = 0;
        do {
            int n = Math.min(BLOCK, whole - i);
            valueBlock(k, x, xOffset + i, y, yOffset + i, n);
            i += n;
        } while (i < whole);
        SCALAR.value(k, x, xOffset + i, y, yOffset + i, length - i);
    }

    private static void valueBlock(FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        FloatVector slope = F.cast(FloatVector.broadcast(FLOATS, k.slope));
        FloatVector log2eOverB = F.cast(FloatVector.broadcast(FLOATS, k.log2eOverB));
        FloatVector shift = F.cast(FloatVector.broadcast(FLOATS, FloatKernel.SHIFT));
        FloatVector minusBLn2High = F.cast(FloatVector.broadcast(FLOATS, k.minusBLn2High));
        FloatVector minusBLn2Low = F.cast(FloatVector.broadcast(FLOATS, k.minusBLn2Low));
        FloatVector q0 = F.cast(FloatVector.broadcast(FLOATS, k.q0));
        FloatVector q1 = F.cast(FloatVector.broadcast(FLOATS, k.q1));
        FloatVector q2 = F.cast(FloatVector.broadcast(FLOATS, k.q2));
        FloatVector q3 = F.cast(FloatVector.broadcast(FLOATS, k.q3));
        FloatVector q4 = F.cast(FloatVector.broadcast(FLOATS, k.q4));
        FloatVector q5 = F.cast(FloatVector.broadcast(FLOATS, k.q5));
        FloatVector minusA = F.cast(FloatVector.broadcast(FLOATS, -k.a));
        FloatVector one = F.cast(FloatVector.broadcast(FLOATS, 1f));
        FloatVector zero = F.cast(FloatVector.broadcast(FLOATS, 0f));
        IntVector floor = I.cast(IntVector.broadcast(INTS, Float.floatToRawIntBits(k.valueFloor)));
        IntVector oneBits = I.cast(IntVector.broadcast(INTS, Float.floatToRawIntBits(1f)));
        IntVector aOverB = I.cast(IntVector.broadcast(INTS, Float.floatToRawIntBits(k.aOverB)));
        int end = Math.min(length, BLOCK);
        for (int i = 0; i < end; i += LANES) {
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
    public void leftValue(FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, int length) {
        int whole = FLOATS.loopBound(length);
        int i = 0;
        do {
            int n = Math.min(BLOCK, whole - i);
            leftValueBlock(k, x, xOffset + i, y, yOffset + i, n);
            i += n;
        } while (i < whole);
        SCALAR.leftValue(k, x, xOffset + i, y, yOffset + i, length - i);
    }

    private static void leftValueBlock(FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        FloatVector log2eOverB = F.cast(FloatVector.broadcast(FLOATS, k.log2eOverB));
        FloatVector shift = F.cast(FloatVector.broadcast(FLOATS, FloatKernel.SHIFT));
        FloatVector minusBLn2High = F.cast(FloatVector.broadcast(FLOATS, k.minusBLn2High));
        FloatVector minusBLn2Low = F.cast(FloatVector.broadcast(FLOATS, k.minusBLn2Low));
        FloatVector q0 = F.cast(FloatVector.broadcast(FLOATS, k.q0));
        FloatVector q1 = F.cast(FloatVector.broadcast(FLOATS, k.q1));
        FloatVector q2 = F.cast(FloatVector.broadcast(FLOATS, k.q2));
        FloatVector q3 = F.cast(FloatVector.broadcast(FLOATS, k.q3));
        FloatVector q4 = F.cast(FloatVector.broadcast(FLOATS, k.q4));
        FloatVector q5 = F.cast(FloatVector.broadcast(FLOATS, k.q5));
        FloatVector minusA = F.cast(FloatVector.broadcast(FLOATS, -k.a));
        FloatVector one = F.cast(FloatVector.broadcast(FLOATS, 1f));
        FloatVector zero = F.cast(FloatVector.broadcast(FLOATS, 0f));
        FloatVector floor = F.cast(FloatVector.broadcast(FLOATS, k.valueFloor));
        IntVector oneBits = I.cast(IntVector.broadcast(INTS, Float.floatToRawIntBits(1f)));
        IntVector aOverB = I.cast(IntVector.broadcast(INTS, Float.floatToRawIntBits(k.aOverB)));
        int end = Math.min(length, BLOCK);
        for (int i = 0; i < end; i += LANES) {
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
            FloatVector power = exponent.add(oneBits).reinterpretAsFloats();
            FloatVector slopePower = exponent.add(aOverB).reinterpretAsFloats();
            FloatVector left = minusA.fma(one.sub(power), slopePower.fma(r, slopePower.mul(u)));
            F.cast(left.blend(minusA, xi.compare(LT, floor)).blend(zero, xi.compare(GE, zero)))
                    .intoArray(y, yOffset + i);
        }
    }

    @Override
    public void derivative(FloatKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
        int whole = FLOATS.loopBound(length);
        int i = 0;
        do {
            int n = Math.min(BLOCK, whole - i);
            derivativeBlock(k, x, xOffset + i, d, dOffset + i, n);
            i += n;
        } while (i < whole);
        SCALAR.derivative(k, x, xOffset + i, d, dOffset + i, length - i);
    }

    private static void derivativeBlock(FloatKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
        if (length == 0) {
            return;
        }
        FloatVector biasedSlope = F.cast(FloatVector.broadcast(FLOATS, k.slope * FloatKernel.BIAS));
        FloatVector log2eOverB = F.cast(FloatVector.broadcast(FLOATS, k.log2eOverB));
        FloatVector shift = F.cast(FloatVector.broadcast(FLOATS, FloatKernel.SHIFT));
        FloatVector minusBLn2High = F.cast(FloatVector.broadcast(FLOATS, k.minusBLn2High));
        FloatVector minusBLn2Low = F.cast(FloatVector.broadcast(FLOATS, k.minusBLn2Low));
        FloatVector q0 = F.cast(FloatVector.broadcast(FLOATS, k.q0));
        FloatVector q1 = F.cast(FloatVector.broadcast(FLOATS, k.q1));
        FloatVector q2 = F.cast(FloatVector.broadcast(FLOATS, k.q2));
        FloatVector q3 = F.cast(FloatVector.broadcast(FLOATS, k.q3));
        FloatVector q4 = F.cast(FloatVector.broadcast(FLOATS, k.q4));
        FloatVector q5 = F.cast(FloatVector.broadcast(FLOATS, k.q5));
        FloatVector b = F.cast(FloatVector.broadcast(FLOATS, k.b));
        FloatVector cOverBLow = F.cast(FloatVector.broadcast(FLOATS, k.cOverBLow));
        FloatVector unbias = F.cast(FloatVector.broadcast(FLOATS, FloatKernel.UNBIAS));
        FloatVector zero = F.cast(FloatVector.broadcast(FLOATS, 0f));
        FloatVector floor = F.cast(FloatVector.broadcast(FLOATS, k.derivativeFloor));
        IntVector cOverB = I.cast(IntVector.broadcast(INTS, Float.floatToRawIntBits(k.cOverB * FloatKernel.BIAS)));
        int end = Math.min(length, BLOCK);
        for (int i = 0; i < end; i += LANES) {
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
    public void valueAndDerivative(
            FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, float[] d, int dOffset, int length) {
        int whole = FLOATS.loopBound(length);
        int i = 0;
        do {
            int n = Math.min(BLOCK, whole - i);
            valueAndDerivativeBlock(k, x, xOffset + i, y, yOffset + i, d, dOffset + i, n);
            i += n;
        } while (i < whole);
        SCALAR.valueAndDerivative(k, x, xOffset + i, y, yOffset + i, d, dOffset + i, length - i);
    }

    private static void valueAndDerivativeBlock(
            FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, float[] d, int dOffset, int length) {
        if (length == 0) {
            return;
        }
        FloatVector slope = F.cast(FloatVector.broadcast(FLOATS, k.slope));
        FloatVector biasedSlope = F.cast(FloatVector.broadcast(FLOATS, k.slope * FloatKernel.BIAS));
        FloatVector log2eOverB = F.cast(FloatVector.broadcast(FLOATS, k.log2eOverB));
        FloatVector shift = F.cast(FloatVector.broadcast(FLOATS, FloatKernel.SHIFT));
        FloatVector minusBLn2High = F.cast(FloatVector.broadcast(FLOATS, k.minusBLn2High));
        FloatVector minusBLn2Low = F.cast(FloatVector.broadcast(FLOATS, k.minusBLn2Low));
        FloatVector q0 = F.cast(FloatVector.broadcast(FLOATS, k.q0));
        FloatVector q1 = F.cast(FloatVector.broadcast(FLOATS, k.q1));
        FloatVector q2 = F.cast(FloatVector.broadcast(FLOATS, k.q2));
        FloatVector q3 = F.cast(FloatVector.broadcast(FLOATS, k.q3));
        FloatVector q4 = F.cast(FloatVector.broadcast(FLOATS, k.q4));
        FloatVector q5 = F.cast(FloatVector.broadcast(FLOATS, k.q5));
        FloatVector minusA = F.cast(FloatVector.broadcast(FLOATS, -k.a));
        FloatVector b = F.cast(FloatVector.broadcast(FLOATS, k.b));
        FloatVector cOverBLow = F.cast(FloatVector.broadcast(FLOATS, k.cOverBLow));
        FloatVector unbias = F.cast(FloatVector.broadcast(FLOATS, FloatKernel.UNBIAS));
        FloatVector one = F.cast(FloatVector.broadcast(FLOATS, 1f));
        FloatVector zero = F.cast(FloatVector.broadcast(FLOATS, 0f));
        FloatVector valueFloor = F.cast(FloatVector.broadcast(FLOATS, k.valueFloor));
        FloatVector derivativeFloor = F.cast(FloatVector.broadcast(FLOATS, k.derivativeFloor));
        IntVector oneBits = I.cast(IntVector.broadcast(INTS, Float.floatToRawIntBits(1f)));
        IntVector aOverB = I.cast(IntVector.broadcast(INTS, Float.floatToRawIntBits(k.aOverB)));
        IntVector cOverB = I.cast(IntVector.broadcast(INTS, Float.floatToRawIntBits(k.cOverB * FloatKernel.BIAS)));
        int end = Math.min(length, BLOCK);
        for (int i = 0; i < end; i += LANES) {
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
            FloatVector power = exponent.add(oneBits).reinterpretAsFloats();
            FloatVector slopePower = exponent.add(aOverB).reinterpretAsFloats();
            FloatVector left = minusA.fma(one.sub(power), slopePower.fma(r, slopePower.mul(u)));
            VectorMask<Float> right = xi.compare(GE, zero);
            F.cast(left.blend(minusA, xi.compare(LT, valueFloor)).blend(xi.mul(slope), right))
                    .intoArray(y, yOffset + i);
            FloatVector cPower = exponent.add(cOverB).reinterpretAsFloats();
            FloatVector sum = b.add(r);
            FloatVector sumLow = sum.fma(cOverBLow, r.sub(sum.sub(b)).add(u));
            F.cast(cPower.fma(sum, cPower.mul(sumLow))
                            .blend(zero, xi.compare(LT, derivativeFloor))
                            .blend(biasedSlope, right)
                            .mul(unbias))
                    .intoArray(d, dOffset + i);
        }
    }

    @Override
    public void backward(
            FloatKernel k, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset, int length) {
        int whole = FLOATS.loopBound(length);
        int i = 0;
        do {
            int n = Math.min(BLOCK, whole - i);
            backwardBlock(k, dy, dyOffset + i, x, xOffset + i, dx, dxOffset + i, n);
            i += n;
        } while (i < whole);
        SCALAR.backward(k, dy, dyOffset + i, x, xOffset + i, dx, dxOffset + i, length - i);
    }

    private static void backwardBlock(
            FloatKernel k, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        FloatVector biasedSlope = F.cast(FloatVector.broadcast(FLOATS, k.slope * FloatKernel.BIAS));
        FloatVector log2eOverB = F.cast(FloatVector.broadcast(FLOATS, k.log2eOverB));
        FloatVector shift = F.cast(FloatVector.broadcast(FLOATS, FloatKernel.SHIFT));
        FloatVector minusBLn2High = F.cast(FloatVector.broadcast(FLOATS, k.minusBLn2High));
        FloatVector minusBLn2Low = F.cast(FloatVector.broadcast(FLOATS, k.minusBLn2Low));
        FloatVector q0 = F.cast(FloatVector.broadcast(FLOATS, k.q0));
        FloatVector q1 = F.cast(FloatVector.broadcast(FLOATS, k.q1));
        FloatVector q2 = F.cast(FloatVector.broadcast(FLOATS, k.q2));
        FloatVector q3 = F.cast(FloatVector.broadcast(FLOATS, k.q3));
        FloatVector q4 = F.cast(FloatVector.broadcast(FLOATS, k.q4));
        FloatVector q5 = F.cast(FloatVector.broadcast(FLOATS, k.q5));
        FloatVector b = F.cast(FloatVector.broadcast(FLOATS, k.b));
        FloatVector cOverBLow = F.cast(FloatVector.broadcast(FLOATS, k.cOverBLow));
        FloatVector unbias = F.cast(FloatVector.broadcast(FLOATS, FloatKernel.UNBIAS));
        FloatVector zero = F.cast(FloatVector.broadcast(FLOATS, 0f));
        FloatVector floor = F.cast(FloatVector.broadcast(FLOATS, k.derivativeFloor));
        IntVector cOverB = I.cast(IntVector.broadcast(INTS, Float.floatToRawIntBits(k.cOverB * FloatKernel.BIAS)));
        int end = Math.min(length, BLOCK);
        for (int i = 0; i < end; i += LANES) {
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

    /**
     * CELU's, with so little arithmetic, is left to the plain loop: in a JVM that had run all operations, this one took up to
     * twice as long.
     */
    @Override
    public void backwardFromOutput(
            FloatKernel k, float[] dy, int dyOffset, float[] y, int yOffset, float[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        if (k.c == k.slope && length >= PLAIN.minLength() && yOffset == dyOffset && yOffset == dxOffset) {
            PLAIN.backwardFromOutput(k, dy, dyOffset, y, yOffset, dx, dxOffset, length);
            return;
        }
        FloatVector slope = F.cast(FloatVector.broadcast(FLOATS, k.slope));
        FloatVector b = F.cast(FloatVector.broadcast(FLOATS, k.b));
        FloatVector c = F.cast(FloatVector.broadcast(FLOATS, k.c));
        FloatVector zero = F.cast(FloatVector.broadcast(FLOATS, 0f));
        int whole = FLOATS.loopBound(length);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector yi = F.cast(FloatVector.fromArray(FLOATS, y, yOffset + i));
            FloatVector dyi = F.cast(FloatVector.fromArray(FLOATS, dy, dyOffset + i));
            F.cast(c.add(yi.div(b)).blend(slope, yi.compare(GE, zero)).mul(dyi)).intoArray(dx, dxOffset + i);
        }
        SCALAR.backwardFromOutput(k, dy, dyOffset + whole, y, yOffset + whole, dx, dxOffset + whole, length - whole);
    }

    /** Even floats in some double lanes, odd ones in others, by shifts of the bits: no lane is crossed. */
    @Override
    public void alphaDerivative(FloatAlphaKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
        int whole = FLOATS.loopBound(length);
        int i = 0;
        do {
            int n = Math.min(BLOCK, whole - i);
            alphaDerivativeBlock(k, x, xOffset + i, d, dOffset + i, n);
            i += n;
        } while (i < whole);
        SCALAR.alphaDerivative(k, x, xOffset + i, d, dOffset + i, length - i);
    }

    private static void alphaDerivativeBlock(
            FloatAlphaKernel k, float[] x, int xOffset, float[] d, int dOffset, int length) {
        if (length == 0) {
            return;
        }
        DoubleVector overAlpha = D.cast(DoubleVector.broadcast(DOUBLES, k.overAlpha / FloatAlphaKernel.FLOAT_SCALE));
        DoubleVector minusLog2eOverAlpha =
                D.cast(DoubleVector.broadcast(DOUBLES, k.minusLog2eOverAlpha / FloatAlphaKernel.FLOAT_SCALE));
        DoubleVector shift = D.cast(DoubleVector.broadcast(DOUBLES, FloatAlphaKernel.SHIFT));
        DoubleVector ln2 = D.cast(DoubleVector.broadcast(DOUBLES, FloatAlphaKernel.LN2));
        DoubleVector minusLn2 = D.cast(DoubleVector.broadcast(DOUBLES, -FloatAlphaKernel.LN2));
        DoubleVector q0 = D.cast(DoubleVector.broadcast(DOUBLES, FloatAlphaKernel.Q0));
        DoubleVector q1 = D.cast(DoubleVector.broadcast(DOUBLES, FloatAlphaKernel.Q1));
        DoubleVector q2 = D.cast(DoubleVector.broadcast(DOUBLES, FloatAlphaKernel.Q2));
        DoubleVector q3 = D.cast(DoubleVector.broadcast(DOUBLES, FloatAlphaKernel.Q3));
        DoubleVector q4 = D.cast(DoubleVector.broadcast(DOUBLES, FloatAlphaKernel.Q4));
        DoubleVector q5 = D.cast(DoubleVector.broadcast(DOUBLES, FloatAlphaKernel.Q5));
        DoubleVector scale = D.cast(DoubleVector.broadcast(DOUBLES, FloatAlphaKernel.FLOAT_SCALE));
        LongVector minusScale =
                L.cast(LongVector.broadcast(LONGS, Double.doubleToRawLongBits(-FloatAlphaKernel.FLOAT_SCALE)));
        LongVector one = L.cast(LongVector.broadcast(LONGS, 1L));
        LongVector belowHalf = L.cast(LongVector.broadcast(LONGS, (1L << 28) - 1));
        LongVector magnitude = L.cast(LongVector.broadcast(LONGS, 0x0FFFFFFFE0000000L));
        LongVector odd = L.cast(LongVector.broadcast(LONGS, 0xFFFFFFFF00000000L));
        LongVector signs = L.cast(LongVector.broadcast(LONGS, 0x8000000080000000L));
        IntVector floor = I.cast(IntVector.broadcast(INTS, Float.floatToRawIntBits((float) -k.limit)));
        FloatVector zero = F.cast(FloatVector.broadcast(FLOATS, 0f));
        int end = Math.min(length, BLOCK);
        for (int i = 0; i < end; i += LANES) {
            FloatVector xi = F.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            LongVector pairs = xi.reinterpretAsInts().min(floor).reinterpretAsLongs();
            DoubleVector w = pairs.lanewise(LSHL, 29).and(magnitude).reinterpretAsDoubles();
            DoubleVector oddW = pairs.lanewise(LSHR, 3).and(magnitude).reinterpretAsDoubles();
            DoubleVector t = w.mul(overAlpha);
            DoubleVector oddT = oddW.mul(overAlpha);
            DoubleVector shifted = w.fma(minusLog2eOverAlpha, shift);
            DoubleVector oddShifted = oddW.fma(minusLog2eOverAlpha, shift);
            DoubleVector n = shifted.sub(shift);
            DoubleVector oddN = oddShifted.sub(shift);
            DoubleVector r = n.fma(ln2, t);
            DoubleVector oddR = oddN.fma(ln2, oddT);
            DoubleVector r2 = r.mul(r);
            DoubleVector oddR2 = oddR.mul(oddR);
            DoubleVector q = r2.fma(r2.fma(r.fma(q5, q4), r.fma(q3, q2)), r.fma(q1, q0));
            DoubleVector oddQ = oddR2.fma(oddR2.fma(oddR.fma(q5, q4), oddR.fma(q3, q2)), oddR.fma(q1, q0));
            DoubleVector p = r2.mul(q);
            DoubleVector oddP = oddR2.mul(oddQ);
            DoubleVector sum = n.fma(minusLn2, t.fma(p.sub(r), p));
            DoubleVector oddSum = oddN.fma(minusLn2, oddT.fma(oddP.sub(oddR), oddP));
            DoubleVector minusPower = shifted.reinterpretAsLongs()
                    .lanewise(LSHL, 52)
                    .add(minusScale)
                    .reinterpretAsDoubles();
            DoubleVector oddMinusPower = oddShifted
                    .reinterpretAsLongs()
                    .lanewise(LSHL, 52)
                    .add(minusScale)
                    .reinterpretAsDoubles();
            // The results without their signs, rounded to the nearest float, ties to even.
            LongVector bits = minusPower.fma(sum, scale.add(minusPower)).reinterpretAsLongs();
            LongVector oddBits =
                    oddMinusPower.fma(oddSum, scale.add(oddMinusPower)).reinterpretAsLongs();
            bits = bits.add(belowHalf).add(bits.lanewise(LSHR, 29).and(one)).lanewise(LSHR, 29);
            oddBits = oddBits.add(belowHalf)
                    .add(oddBits.lanewise(LSHR, 29).and(one))
                    .lanewise(LSHL, 3);
            FloatVector left =
                    bits.or(oddBits.and(odd)).or(signs).reinterpretAsInts().reinterpretAsFloats();
            F.cast(zero.blend(left, xi.compare(LT, zero)).blend(xi, xi.compare(NE, xi)))
                    .intoArray(d, dOffset + i);
        }
    }

    @Override
    public void addProducts(float[] dy, int dyOffset, float[] d, double[] sums, int length) {
        int row = sums.length;
        int start = 0;
        for (; length - start >= 4 * row; start += 4 * row) {
            for (int i = 0; i < row; i += LANES / 2) {
                int j = dyOffset + start + i;
                int k = start + i;
                FloatVector dy0 = H.cast(FloatVector.fromArray(HALF, dy, j));
                FloatVector dy1 = H.cast(FloatVector.fromArray(HALF, dy, j + row));
                FloatVector dy2 = H.cast(FloatVector.fromArray(HALF, dy, j + 2 * row));
                FloatVector dy3 = H.cast(FloatVector.fromArray(HALF, dy, j + 3 * row));
                FloatVector d0 = H.cast(FloatVector.fromArray(HALF, d, k));
                FloatVector d1 = H.cast(FloatVector.fromArray(HALF, d, k + row));
                FloatVector d2 = H.cast(FloatVector.fromArray(HALF, d, k + 2 * row));
                FloatVector d3 = H.cast(FloatVector.fromArray(HALF, d, k + 3 * row));
                DoubleVector sum = D.cast(DoubleVector.fromArray(DOUBLES, sums, i));
                // a product of two floats is exact in double: fma rounds as the sum does
                sum = D.cast(dy0.convertShape(F2D, DOUBLES, 0)).fma(D.cast(d0.convertShape(F2D, DOUBLES, 0)), sum);
                sum = D.cast(dy1.convertShape(F2D, DOUBLES, 0)).fma(D.cast(d1.convertShape(F2D, DOUBLES, 0)), sum);
                sum = D.cast(dy2.convertShape(F2D, DOUBLES, 0)).fma(D.cast(d2.convertShape(F2D, DOUBLES, 0)), sum);
                sum = D.cast(dy3.convertShape(F2D, DOUBLES, 0)).fma(D.cast(d3.convertShape(F2D, DOUBLES, 0)), sum);
                D.cast(sum).intoArray(sums, i);
            }
        }
        for (int n; start < length; start += n) {
            n = Math.min(row, length - start);
            int whole = DOUBLES.loopBound(n);
            for (int i = 0; i < whole; i += LANES / 2) {
                FloatVector dyi = H.cast(FloatVector.fromArray(HALF, dy, dyOffset + start + i));
                FloatVector di = H.cast(FloatVector.fromArray(HALF, d, start + i));
                DoubleVector sum = D.cast(DoubleVector.fromArray(DOUBLES, sums, i));
                sum = D.cast(dyi.convertShape(F2D, DOUBLES, 0)).fma(D.cast(di.convertShape(F2D, DOUBLES, 0)), sum);
                D.cast(sum).intoArray(sums, i);
            }
            for (int i = whole; i < n; i++) {
                sums[i] += dy[dyOffset + start + i] * (double) d[start + i];
            }
        }
    }
}
