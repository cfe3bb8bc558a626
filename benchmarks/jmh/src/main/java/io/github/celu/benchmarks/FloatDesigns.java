package io.github.celu.benchmarks;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import io.github.celu.CELU;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel of the library and some that were tried in its place, for CELU of moderate α: vector loops for lengths that are
 * multiples of two vectors. {@link DesignsBenchmark} tells their times, {@link DesignErrors} their errors.
 */
public enum FloatDesigns {
    /** What the library does, called through its interface. */
    SHIPPED {
        @Override
        void apply(float[] x, float[] y, float alpha) {
            CELU.apply(x, y, alpha);
        }
    },

    /** |r| &lt;= b·ln2/2, degree 6, a·2ⁿ − a rounded. */
    DEGREE_6 {
        @Override
        void apply(float[] x, float[] y, float alpha) {
            Constants k = new Constants(alpha, NEAREST_6);
            FloatVector a = FloatVector.broadcast(SPECIES, alpha);
            FloatVector high = FloatVector.broadcast(SPECIES, k.high);
            FloatVector low = FloatVector.broadcast(SPECIES, k.low);
            FloatVector q4 = FloatVector.broadcast(SPECIES, k.q4);
            for (int i = 0; i < x.length; i += LANES) {
                FloatVector xi = FloatVector.fromArray(SPECIES, x, i);
                FloatVector clamped = k.clamp(xi);
                FloatVector shifted = clamped.fma(k.log2eOverB, SHIFT);
                FloatVector n = shifted.sub(SHIFT);
                FloatVector r = n.fma(low, n.fma(high, clamped));
                FloatVector r2 = r.mul(r);
                FloatVector q = r2.fma(r2.fma(q4, r.fma(k.q3, k.q2)), r.fma(k.q1, k.q0));
                IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, 23);
                FloatVector aPower = exponent.add(k.aBits).reinterpretAsFloats();
                FloatVector power = exponent.add(ONE).reinterpretAsFloats();
                FloatVector value = power.fma(r2.fma(q, r), aPower.sub(a));
                xi.blend(value, xi.compare(LT, 0f)).intoArray(y, i);
            }
        }
    },

    /** −7/8·b·ln2 &lt;= r &lt;= b·ln2/8, so that n = 0 down to x/b = −0.61; degree 7, a·2ⁿ − a with its rounding error. */
    SHIFTED_INTERVAL {
        @Override
        void apply(float[] x, float[] y, float alpha) {
            Constants k = new Constants(alpha, SHIFTED_7);
            FloatVector a = FloatVector.broadcast(SPECIES, alpha);
            FloatVector high = FloatVector.broadcast(SPECIES, k.high);
            FloatVector low = FloatVector.broadcast(SPECIES, k.low);
            for (int i = 0; i < x.length; i += LANES) {
                FloatVector xi = FloatVector.fromArray(SPECIES, x, i);
                FloatVector clamped = k.clamp(xi);
                FloatVector shifted = clamped.fma(k.log2eOverB, 0.375f).add(SHIFT);
                FloatVector n = shifted.sub(SHIFT);
                FloatVector r = n.fma(low, n.fma(high, clamped));
                FloatVector r2 = r.mul(r);
                FloatVector qHigh = r2.fma(r.fma(k.q5, k.q4), r.fma(k.q3, k.q2));
                FloatVector q = r2.fma(qHigh, r.fma(k.q1, k.q0));
                IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, 23);
                FloatVector aPower = exponent.add(k.aBits).reinterpretAsFloats();
                FloatVector power = exponent.add(ONE).reinterpretAsFloats();
                FloatVector base = aPower.sub(a);
                FloatVector baseLow = aPower.sub(base.add(a));
                FloatVector value = base.add(power.fma(r2.fma(q, r), baseLow));
                xi.blend(value, xi.compare(LT, 0f)).intoArray(y, i);
            }
        }
    },

    /** As shipped, but Q(r) rounded before it is multiplied by r², which needs an operation less. */
    ONE_PRODUCT {
        @Override
        void apply(float[] x, float[] y, float alpha) {
            Constants k = new Constants(alpha, NEAREST_7);
            FloatVector a = FloatVector.broadcast(SPECIES, alpha);
            FloatVector high = FloatVector.broadcast(SPECIES, k.high);
            for (int i = 0; i < x.length; i += LANES) {
                FloatVector xi = FloatVector.fromArray(SPECIES, x, i);
                FloatVector clamped = k.clamp(xi);
                FloatVector shifted = clamped.fma(k.log2eOverB, SHIFT);
                FloatVector n = shifted.sub(SHIFT);
                FloatVector r = n.fma(high, clamped);
                FloatVector low = n.mul(k.low);
                FloatVector s = r.add(low);
                FloatVector s2 = s.mul(s);
                FloatVector qHigh = s2.fma(s.fma(k.q5, k.q4), s.fma(k.q3, k.q2));
                FloatVector u = s2.fma(s2.fma(qHigh, s.fma(k.q1, k.q0)), low);
                IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, 23);
                FloatVector power = exponent.add(ONE).reinterpretAsFloats();
                FloatVector value = a.fma(power.sub(1f), power.fma(r, power.mul(u)));
                xi.blend(value, xi.compare(LT, 0f)).intoArray(y, i);
            }
        }
    },

    /** {@link #DEGREE_6}, two vectors at a time. */
    TWO_VECTORS {
        @Override
        void apply(float[] x, float[] y, float alpha) {
            Constants k = new Constants(alpha, NEAREST_6);
            FloatVector a = FloatVector.broadcast(SPECIES, alpha);
            FloatVector high = FloatVector.broadcast(SPECIES, k.high);
            FloatVector low = FloatVector.broadcast(SPECIES, k.low);
            FloatVector q4 = FloatVector.broadcast(SPECIES, k.q4);
            for (int i = 0; i < x.length; i += 2 * LANES) {
                FloatVector x0 = FloatVector.fromArray(SPECIES, x, i);
                FloatVector x1 = FloatVector.fromArray(SPECIES, x, i + LANES);
                FloatVector clamped0 = k.clamp(x0);
                FloatVector clamped1 = k.clamp(x1);
                FloatVector shifted0 = clamped0.fma(k.log2eOverB, SHIFT);
                FloatVector shifted1 = clamped1.fma(k.log2eOverB, SHIFT);
                FloatVector n0 = shifted0.sub(SHIFT);
                FloatVector n1 = shifted1.sub(SHIFT);
                FloatVector r0 = n0.fma(low, n0.fma(high, clamped0));
                FloatVector r1 = n1.fma(low, n1.fma(high, clamped1));
                FloatVector s0 = r0.mul(r0);
                FloatVector s1 = r1.mul(r1);
                FloatVector p0 = s0.fma(s0.fma(q4, r0.fma(k.q3, k.q2)), r0.fma(k.q1, k.q0));
                FloatVector p1 = s1.fma(s1.fma(q4, r1.fma(k.q3, k.q2)), r1.fma(k.q1, k.q0));
                IntVector e0 = shifted0.reinterpretAsInts().lanewise(LSHL, 23);
                IntVector e1 = shifted1.reinterpretAsInts().lanewise(LSHL, 23);
                FloatVector base0 = e0.add(k.aBits).reinterpretAsFloats().sub(a);
                FloatVector base1 = e1.add(k.aBits).reinterpretAsFloats().sub(a);
                FloatVector value0 = e0.add(ONE).reinterpretAsFloats().fma(s0.fma(p0, r0), base0);
                FloatVector value1 = e1.add(ONE).reinterpretAsFloats().fma(s1.fma(p1, r1), base1);
                x0.blend(value0, x0.compare(LT, 0f)).intoArray(y, i);
                x1.blend(value1, x1.compare(LT, 0f)).intoArray(y, i + LANES);
            }
        }
    };

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final float SHIFT = 0x1.8p23f;
    private static final int ONE = Float.floatToRawIntBits(1f);
    private static final double LN2 = 0.6931471805599453;

    /** Q(t) = (expm1(t) − t)/t² interpolated at the Chebyshev nodes of the interval of r/b. */
    private static final double[] NEAREST_6 = {
        0x1.0p-1, 0x1.5554dcf88fd17p-3, 0x1.5555192d5f5dep-5, 0x1.120b6e42d2112p-7, 0x1.6d11093a17fd8p-10
    };

    private static final double[] NEAREST_7 = {
        0x1.0000000b9129bp-1,
        0x1.5555555a78ed4p-3,
        0x1.5554e9063586ep-5,
        0x1.1110e0f238322p-7,
        0x1.6d43246b523b4p-10,
        0x1.a124f19fe89acp-13
    };

    private static final double[] SHIFTED_7 = {
        0x1.0000000392f43p-1,
        0x1.5555590ab9df2p-3,
        0x1.55552f21dff12p-5,
        0x1.10f43c8b348efp-7,
        0x1.676b09fc48dcap-10,
        0x1.577c0f25226fap-13
    };

    /** y[i] = CELU(x[i], alpha). */
    abstract void apply(float[] x, float[] y, float alpha);

    private static final class Constants {
        final float log2eOverB;
        final float high;
        final float low;
        final int floor;
        final int aBits;
        final float q0; // fields, for C2 would not take the elements of an array out of a loop that writes to another
        final float q1;
        final float q2;
        final float q3;
        final float q4;
        final float q5;

        Constants(float b, double[] coefficients) {
            log2eOverB = (float) (1 / (b * LN2));
            high = (float) (-b * LN2);
            low = (float) (-b * LN2 - high);
            floor = Float.floatToRawIntBits(-18 * b);
            aBits = Float.floatToRawIntBits(b);
            q0 = (float) (coefficients[0] / b);
            q1 = (float) (coefficients[1] / Math.pow(b, 2));
            q2 = (float) (coefficients[2] / Math.pow(b, 3));
            q3 = (float) (coefficients[3] / Math.pow(b, 4));
            q4 = (float) (coefficients[4] / Math.pow(b, 5));
            q5 = coefficients.length < 6 ? 0f : (float) (coefficients[5] / Math.pow(b, 6));
        }

        FloatVector clamp(FloatVector x) {
            return x.reinterpretAsInts().min(floor).reinterpretAsFloats();
        }
    }
}
