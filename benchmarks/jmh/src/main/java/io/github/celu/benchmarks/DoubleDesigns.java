package io.github.celu.benchmarks;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import io.github.celu.CELU;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link FloatDesigns} for {@code double}. */
public enum DoubleDesigns {
    /** What the library does, called through its interface. */
    SHIPPED {
        @Override
        void apply(double[] x, double[] y, double alpha) {
            CELU.apply(x, y, alpha);
        }
    },

    /** As the library's float kernel: the large terms do not keep their rounding errors. */
    AS_FLOAT {
        @Override
        void apply(double[] x, double[] y, double alpha) {
            Constants k = new Constants(alpha, LN2_HIGH, LN2_LOW, NEAREST_12);
            DoubleVector a = DoubleVector.broadcast(SPECIES, alpha);
            DoubleVector high = DoubleVector.broadcast(SPECIES, k.high);
            DoubleVector q0 = DoubleVector.broadcast(SPECIES, k.q0);
            for (int i = 0; i < x.length; i += LANES) {
                DoubleVector xi = DoubleVector.fromArray(SPECIES, x, i);
                DoubleVector clamped = k.clamp(xi);
                DoubleVector shifted = clamped.fma(k.log2eOverB, SHIFT);
                DoubleVector n = shifted.sub(SHIFT);
                DoubleVector r = n.fma(high, clamped);
                DoubleVector low = n.mul(k.low);
                DoubleVector s = r.add(low);
                DoubleVector s2 = s.mul(s);
                DoubleVector u = s2.mul(s).fma(k.polynomial10(s, s2), s2.fma(q0, low));
                LongVector exponent = shifted.reinterpretAsLongs().lanewise(LSHL, 52);
                DoubleVector power = exponent.add(ONE).reinterpretAsDoubles();
                DoubleVector value = a.fma(power.sub(1.0), power.fma(r, power.mul(u)));
                xi.blend(value, xi.compare(LT, 0.0)).intoArray(y, i);
            }
        }
    },

    /** Nothing compensated: r with its low part, and a·2ⁿ − a rounded. */
    UNCOMPENSATED {
        @Override
        void apply(double[] x, double[] y, double alpha) {
            Constants k = new Constants(alpha, LN2_HIGH, LN2_LOW, NEAREST_12);
            DoubleVector a = DoubleVector.broadcast(SPECIES, alpha);
            DoubleVector high = DoubleVector.broadcast(SPECIES, k.high);
            DoubleVector low = DoubleVector.broadcast(SPECIES, k.low);
            DoubleVector q0 = DoubleVector.broadcast(SPECIES, k.q0);
            for (int i = 0; i < x.length; i += LANES) {
                DoubleVector xi = DoubleVector.fromArray(SPECIES, x, i);
                DoubleVector clamped = k.clamp(xi);
                DoubleVector shifted = clamped.fma(k.log2eOverB, SHIFT);
                DoubleVector n = shifted.sub(SHIFT);
                DoubleVector r = n.fma(low, n.fma(high, clamped));
                DoubleVector r2 = r.mul(r);
                DoubleVector q = r.fma(k.polynomial10(r, r2), q0);
                LongVector exponent = shifted.reinterpretAsLongs().lanewise(LSHL, 52);
                DoubleVector power = exponent.add(ONE).reinterpretAsDoubles();
                DoubleVector value = power.fma(r2.fma(q, r), power.mul(a).sub(a));
                xi.blend(value, xi.compare(LT, 0.0)).intoArray(y, i);
            }
        }
    },

    /** |r| &lt;= b·ln2/8 and degree 8, with 2^(j/4) out of a table of one vector, of 256 bits at least; nothing compensated. */
    TABLE_4 {
        @Override
        void apply(double[] x, double[] y, double alpha) {
            Constants k = new Constants(alpha, LN2_HIGH / 4, LN2_LOW / 4, QUARTER_8);
            DoubleVector a = DoubleVector.broadcast(SPECIES, alpha);
            DoubleVector high = DoubleVector.broadcast(SPECIES, k.high);
            DoubleVector low = DoubleVector.broadcast(SPECIES, k.low);
            DoubleVector q6 = DoubleVector.broadcast(SPECIES, k.q6);
            DoubleVector table = DoubleVector.fromArray(SPECIES, ROOTS, 0);
            for (int i = 0; i < x.length; i += LANES) {
                DoubleVector xi = DoubleVector.fromArray(SPECIES, x, i);
                DoubleVector clamped = k.clamp(xi);
                DoubleVector shifted = clamped.fma(k.log2eOverB, SHIFT);
                DoubleVector n = shifted.sub(SHIFT);
                DoubleVector r = n.fma(low, n.fma(high, clamped));
                DoubleVector r2 = r.mul(r);
                DoubleVector qHigh = r2.fma(r2.fma(q6, r.fma(k.q5, k.q4)), r.fma(k.q3, k.q2));
                DoubleVector q = r2.fma(qHigh, r.fma(k.q1, k.q0));
                LongVector bits = shifted.reinterpretAsLongs();
                DoubleVector root = table.rearrange(bits.and(3L).toShuffle().cast(SPECIES));
                LongVector exponent = bits.lanewise(ASHR, 2).lanewise(LSHL, 52);
                DoubleVector power = exponent.add(root.reinterpretAsLongs()).reinterpretAsDoubles();
                DoubleVector value = power.fma(r2.fma(q, r), a.fma(power, a.neg()));
                xi.blend(value, xi.compare(LT, 0.0)).intoArray(y, i);
            }
        }
    };

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final double SHIFT = 0x1.8p52;
    private static final long ONE = Double.doubleToRawLongBits(1.0);
    private static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
    private static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

    /** 2^(j/4), again and again as far as any vector goes. */
    private static final double[] ROOTS = new double[64];

    static {
        for (int j = 0; j < ROOTS.length; j++) {
            ROOTS[j] = Math.pow(2, j % 4 / 4.0);
        }
    }

    /** Q(t) = (expm1(t) − t)/t² interpolated at the Chebyshev nodes of the interval of r/b. */
    private static final double[] NEAREST_12 = {
        0x1.0p-1,
        0x1.5555555555557p-3,
        0x1.5555555555556p-5,
        0x1.11111111100dcp-7,
        0x1.6c16c16c162d4p-10,
        0x1.a01a01abe7fe1p-13,
        0x1.a01a01a6d889cp-16,
        0x1.71de0231960ebp-19,
        0x1.27e4db646b17ep-22,
        0x1.af4de97ca4194p-26,
        0x1.1f730349868cep-29
    };

    private static final double[] QUARTER_8 = {
        0x1.0p-1,
        0x1.5555555556748p-3,
        0x1.5555555555c83p-5,
        0x1.111110c65a277p-7,
        0x1.6c16c13051822p-10,
        0x1.a02d71c4b5e0dp-13,
        0x1.a0298e7bb2eabp-16
    };

    /** y[i] = CELU(x[i], alpha). */
    abstract void apply(double[] x, double[] y, double alpha);

    private static final class Constants {
        final double log2eOverB;
        final double high;
        final double low;
        final long floor;
        final double q0; // fields, for C2 would not take the elements of an array out of a loop that writes to another
        final double q1;
        final double q2;
        final double q3;
        final double q4;
        final double q5;
        final double q6;
        final double q7;
        final double q8;
        final double q9;
        final double q10;

        Constants(double b, double stepHigh, double stepLow, double[] coefficients) {
            log2eOverB = 1 / (b * stepHigh);
            high = -b * stepHigh;
            low = -Math.fma(b, stepHigh, high) - b * stepLow;
            floor = Double.doubleToRawLongBits(-38 * b);
            double[] q = new double[11];
            for (int i = 0; i < coefficients.length; i++) {
                q[i] = coefficients[i] / Math.pow(b, i + 1);
            }
            q0 = q[0];
            q1 = q[1];
            q2 = q[2];
            q3 = q[3];
            q4 = q[4];
            q5 = q[5];
            q6 = q[6];
            q7 = q[7];
            q8 = q[8];
            q9 = q[9];
            q10 = q[10];
        }

        DoubleVector clamp(DoubleVector x) {
            return x.reinterpretAsLongs().min(floor).reinterpretAsDoubles();
        }

        /** q1 + q2·s + … + q10·s⁹. */
        DoubleVector polynomial10(DoubleVector s, DoubleVector s2) {
            DoubleVector s4 = s2.mul(s2);
            DoubleVector low = s2.fma(s.fma(q4, q3), s.fma(q2, q1));
            DoubleVector middle = s2.fma(s.fma(q8, q7), s.fma(q6, q5));
            return s4.fma(s4.fma(s.fma(q10, q9), middle), low);
        }
    }
}
