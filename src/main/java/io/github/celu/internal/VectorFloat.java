package io.github.celu.internal;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatKernel} in lanes, line by line. Values clamp the argument. Derivatives are computed to no end in lanes outside
 * [floor, 0] and then replaced: those of clamped arguments would be subnormal, which is slow.
 *
 * <p>Each loop is one method without calls of our own: C2 does not inline what it has compiled to more than 2,500 bytes of
 * code already, nor anything beyond 18,000 nodes, and a vector that crosses a call becomes an object. Only the Vector API's
 * own methods are exempt. One loop for all results would be slower: it runs out of registers.
 */
final class VectorFloat implements FloatBackend {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private static final int ONE = Float.floatToRawIntBits(1f);

    static int bits() {
        return SPECIES.vectorBitSize();
    }

    /** From here on vectors are faster than scalar calls even where a range does not end with one, with 256 and 512 bits. */
    @Override
    public int minLength() {
        return 16;
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
        if (d == null) {
            values(k, x, xOffset, y, yOffset, length);
        } else if (y == null) {
            derivatives(k, x, xOffset, dy, dyOffset, d, dOffset, length);
        } else {
            both(k, x, xOffset, y, yOffset, d, dOffset, length);
        }
    }

    private static void values(FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, int length) {
        FloatVector minusA = FloatVector.broadcast(SPECIES, -k.a); // and 1 − 2ⁿ, not 2ⁿ − 1, for the sign of a zero
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector minusBLn2High = FloatVector.broadcast(SPECIES, k.minusBLn2High);
        FloatVector q0 = FloatVector.broadcast(SPECIES, k.q0);
        FloatVector q5 = FloatVector.broadcast(SPECIES, k.q5);
        int floor = Float.floatToRawIntBits(FloatKernel.VALUE_FLOOR * k.b);
        int slope = Float.floatToRawIntBits(-k.minusSlope);
        for (int i = 0; i < length; i += LANES) {
            FloatVector xi = FloatVector.fromArray(SPECIES, x, xOffset + i);
            // As integers, the negative floats are in reverse order; what this does to the others does not matter.
            FloatVector clamped = xi.reinterpretAsInts().min(floor).reinterpretAsFloats();
            FloatVector shifted = clamped.fma(k.log2eOverB, FloatKernel.SHIFT);
            FloatVector n = shifted.sub(FloatKernel.SHIFT);
            FloatVector r = n.fma(minusBLn2High, clamped);
            FloatVector low = n.mul(k.minusBLn2Low);
            FloatVector s = r.add(low);
            FloatVector s2 = s.mul(s);
            FloatVector q = s2.fma(s2.fma(q5, s.fma(k.q4, k.q3)), s.fma(k.q2, k.q1));
            FloatVector u = s2.mul(s).fma(q, s2.fma(q0, low));
            IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, 23);
            FloatVector power = exponent.add(ONE).reinterpretAsFloats();
            FloatVector slopePower = exponent.add(slope).reinterpretAsFloats();
            FloatVector value = minusA.fma(one.sub(power), slopePower.fma(r, slopePower.mul(u)));
            xi.blend(value, xi.compare(LT, 0f)).intoArray(y, yOffset + i);
        }
    }

    private static void derivatives(
            FloatKernel k, float[] x, int xOffset, float[] dy, int dyOffset, float[] d, int dOffset, int length) {
        FloatVector b = FloatVector.broadcast(SPECIES, k.b);
        FloatVector cOverBLow = FloatVector.broadcast(SPECIES, k.cOverBLow);
        FloatVector minusBLn2High = FloatVector.broadcast(SPECIES, k.minusBLn2High);
        FloatVector q0 = FloatVector.broadcast(SPECIES, k.q0);
        FloatVector q5 = FloatVector.broadcast(SPECIES, k.q5);
        int cOverB = Float.floatToRawIntBits(k.cOverB * FloatKernel.BIAS);
        float derivativeFloor = k.derivativeFloor;
        for (int i = 0; i < length; i += LANES) {
            FloatVector xi = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector shifted = xi.fma(k.log2eOverB, FloatKernel.SHIFT);
            FloatVector n = shifted.sub(FloatKernel.SHIFT);
            FloatVector r = n.fma(minusBLn2High, xi);
            FloatVector low = n.mul(k.minusBLn2Low);
            FloatVector s = r.add(low);
            FloatVector s2 = s.mul(s);
            FloatVector q = s2.fma(s2.fma(q5, s.fma(k.q4, k.q3)), s.fma(k.q2, k.q1));
            FloatVector u = s2.mul(s).fma(q, s2.fma(q0, low));
            IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, 23);
            FloatVector cPower = exponent.add(cOverB).reinterpretAsFloats();
            FloatVector sum = b.add(r);
            FloatVector sumLow = sum.fma(cOverBLow, r.sub(sum.sub(b)).add(u));
            FloatVector derivative = cPower.fma(sum, cPower.mul(sumLow))
                    .mul(FloatKernel.UNBIAS)
                    .blend(0f, xi.compare(LT, derivativeFloor))
                    .blend(1f, xi.compare(GE, 0f));
            if (dy != null) {
                derivative = derivative.mul(FloatVector.fromArray(SPECIES, dy, dyOffset + i));
            }
            derivative.intoArray(d, dOffset + i);
        }
    }

    private static void both(
            FloatKernel k, float[] x, int xOffset, float[] y, int yOffset, float[] d, int dOffset, int length) {
        FloatVector minusA = FloatVector.broadcast(SPECIES, -k.a); // and 1 − 2ⁿ, not 2ⁿ − 1, for the sign of a zero
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector b = FloatVector.broadcast(SPECIES, k.b);
        FloatVector cOverBLow = FloatVector.broadcast(SPECIES, k.cOverBLow);
        FloatVector minusBLn2High = FloatVector.broadcast(SPECIES, k.minusBLn2High);
        FloatVector q0 = FloatVector.broadcast(SPECIES, k.q0);
        FloatVector q5 = FloatVector.broadcast(SPECIES, k.q5);
        int slope = Float.floatToRawIntBits(-k.minusSlope);
        int cOverB = Float.floatToRawIntBits(k.cOverB * FloatKernel.BIAS);
        float valueFloor = FloatKernel.VALUE_FLOOR * k.b;
        float derivativeFloor = k.derivativeFloor;
        for (int i = 0; i < length; i += LANES) {
            FloatVector xi = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector shifted = xi.fma(k.log2eOverB, FloatKernel.SHIFT);
            FloatVector n = shifted.sub(FloatKernel.SHIFT);
            FloatVector r = n.fma(minusBLn2High, xi);
            FloatVector low = n.mul(k.minusBLn2Low);
            FloatVector s = r.add(low);
            FloatVector s2 = s.mul(s);
            FloatVector q = s2.fma(s2.fma(q5, s.fma(k.q4, k.q3)), s.fma(k.q2, k.q1));
            FloatVector u = s2.mul(s).fma(q, s2.fma(q0, low));
            IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, 23);
            FloatVector power = exponent.add(ONE).reinterpretAsFloats();
            FloatVector slopePower = exponent.add(slope).reinterpretAsFloats();
            FloatVector value = minusA.fma(one.sub(power), slopePower.fma(r, slopePower.mul(u)));
            FloatVector cPower = exponent.add(cOverB).reinterpretAsFloats();
            FloatVector sum = b.add(r);
            FloatVector sumLow = sum.fma(cOverBLow, r.sub(sum.sub(b)).add(u));
            FloatVector derivative = cPower.fma(sum, cPower.mul(sumLow))
                    .mul(FloatKernel.UNBIAS)
                    .blend(0f, xi.compare(LT, derivativeFloor));
            VectorMask<Float> positive = xi.compare(GE, 0f);
            derivative = derivative.blend(1f, positive);
            value.blend(-k.a, xi.compare(LT, valueFloor)).blend(xi, positive).intoArray(y, yOffset + i);
            derivative.intoArray(d, dOffset + i);
        }
    }
}
