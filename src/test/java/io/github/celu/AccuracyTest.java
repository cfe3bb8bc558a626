package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.celu.Function.Type;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The error bounds of the contract: every function in either type, over the regions where something may go wrong. */
class AccuracyTest {
    private static final int SAMPLES = 400;

    private record Point(double x, double alpha) {}

    /** Where x and alpha come from; {@code t} is the argument of the exponential, x/alpha for CELU and x for ELU. */
    private enum Region {
        ORDINARY {
            @Override
            Point sample(Sampler s) {
                return s.at(-20 * s.uniform(), s.moderateAlpha());
            }
        },
        NEAR_ZERO {
            @Override
            Point sample(Sampler s) {
                return s.at(-s.power(-60, -1), s.moderateAlpha());
            }
        },
        TINY_X {
            @Override
            Point sample(Sampler s) {
                return new Point(-s.power(s.type.minExponent, s.type.minExponent / 2), s.moderateAlpha());
            }
        },
        SUBNORMAL_X {
            @Override
            Point sample(Sampler s) {
                return new Point(-s.subnormal(), s.anyAlpha());
            }
        },
        SUBNORMAL_ALPHA {
            @Override
            Point sample(Sampler s) {
                return s.at(-s.power(-30, 10), s.subnormal());
            }
        },
        /** Both sides of (n + 1/2) ln2, where the reduced argument is largest and changes its sign. */
        BREAKPOINTS {
            @Override
            Point sample(Sampler s) {
                return s.near(-(s.integer(s.halvings()) + 0.5) * Math.log(2), s.moderateAlpha());
            }
        },
        /** Both sides of n ln2, where the reduced argument is smallest. */
        MULTIPLES_OF_LN2 {
            @Override
            Point sample(Sampler s) {
                return s.near(-s.integer(s.halvings()) * Math.log(2), s.moderateAlpha());
            }
        },
        SATURATION {
            @Override
            Point sample(Sampler s) {
                double bits = s.type == Type.FLOAT ? 24 : 53;
                return s.at(-(bits - 1 + 4 * s.uniform()) * Math.log(2), s.moderateAlpha());
            }
        },
        /** From normal results of the exponential to zero. */
        UNDERFLOW {
            @Override
            Point sample(Sampler s) {
                double factor = s.moderateAlpha();
                double size = s.function.scale(factor) == 1 ? Math.log(factor) : 0;
                double exponent = s.type.minExponent + 26 * s.uniform() - 2;
                return s.at(Math.min(0, exponent * Math.log(2) - size), factor);
            }
        },
        EXTREME_ALPHA {
            @Override
            Point sample(Sampler s) {
                return s.at(-s.power(-20, 7), s.anyAlpha());
            }
        },
        /** For ELU the results go through the whole range of the type, at arguments far below those for alpha = 1. */
        HUGE_ALPHA {
            @Override
            Point sample(Sampler s) {
                double exponents = s.type.maxExponent - s.type.minExponent + 3;
                return s.at(
                        -s.uniform() * exponents * Math.log(2), s.power(s.type.maxExponent - 30, s.type.maxExponent));
            }
        },
        ANYTHING {
            @Override
            Point sample(Sampler s) {
                return new Point(-s.power(s.type.minExponent, s.type.maxExponent), s.anyAlpha());
            }
        };

        abstract Point sample(Sampler s);
    }

    private static final class Sampler {
        final Function function;
        final Type type;
        private final SplittableRandom random = new SplittableRandom(20170424);

        Sampler(Function function, Type type) {
            this.function = function;
            this.type = type;
        }

        double uniform() {
            return random.nextDouble();
        }

        int integer(int bound) {
            return random.nextInt(bound);
        }

        /** A number of the type whose exponent is anything in the range. */
        double power(int minExponent, int maxExponent) {
            double x = type.round(Math.scalb(1 + uniform(), random.nextInt(minExponent, maxExponent + 1)));
            return Math.min(x, largest());
        }

        double anyAlpha() {
            return power(type.minExponent, type.maxExponent);
        }

        double moderateAlpha() {
            return random.nextInt(4) == 0 ? 1 : power(-20, 20);
        }

        double subnormal() {
            int bits = type == Type.FLOAT ? 23 : 52;
            return Math.scalb((double) random.nextLong(1, 1L << random.nextInt(1, bits + 1)), type.minExponent);
        }

        /** How often 1 can be halved until it is zero. */
        int halvings() {
            return -type.minExponent + 2;
        }

        Point at(double t, double alpha) {
            return new Point(Math.max(type.round(t * function.scale(alpha)), -largest()), alpha);
        }

        /** The same with one of the neighbouring x. */
        Point near(double t, double alpha) {
            double x = at(t, alpha).x();
            return new Point(Math.min(-0.0, x + (random.nextInt(11) - 5) * type.ulp(x)), alpha);
        }

        private double largest() {
            return type == Type.FLOAT ? Float.MAX_VALUE : Double.MAX_VALUE;
        }
    }

    static Stream<Arguments> table() {
        return Stream.of(Type.values())
                .flatMap(type -> Stream.of(Function.values())
                        .flatMap(function -> Stream.of(Region.values())
                                .map(region -> Arguments.of(function, type, region, function.bound(type)))));
    }

    @ParameterizedTest(name = "{0} {1} {2} below {3} ulp")
    @MethodSource("table")
    void withinBound(Function function, Type type, Region region, double bound) {
        Sampler sampler = new Sampler(function, type);
        double largest = 0;
        Point worst = null;
        for (int i = 0; i < SAMPLES; i++) {
            Point point = region.sample(sampler);
            double ulps = function.ulps(type, point.x, point.alpha);
            if (ulps > largest) {
                largest = ulps;
                worst = point;
            }
        }
        assertBelow(bound, largest, worst);
    }

    /** The largest errors found, by random searches that close in on the worst points, and what a mistake would make. */
    @ParameterizedTest(name = "{0} {1} at x = {2}, alpha = {3}: {4} ulp")
    @CsvSource({
        "CELU_APPLY, FLOAT, -0x1.2949a2p-1, 0x1.ad7342p0, 0.923",
        "CELU_GRADIENT, FLOAT, -0x1.09153cp7, 0x1.82f97ap0, 0.797",
        "ELU_APPLY, FLOAT, -0x1.28e678p-2, 0x1.f742eep3, 0.918",
        "ELU_GRADIENT, FLOAT, -0x1.0e4ccep6, 0x1.66b068p-29, 0.851",
        "CELU_GRADIENT_ALPHA, FLOAT, -0x1.603f8ep-65, 0x1.666666p-1, 0.500",
        "CELU_SECOND_DERIVATIVE, FLOAT, -0x1.2fb296p0, 0x1.7698f2p6, 0.500",
        "CELU_APPLY, DOUBLE, -0x1.2a56f5d5b476ap-1, 0x1.c3c579c1d472cp0, 0.929",
        "CELU_APPLY, DOUBLE, -0x1.2de4590bef40cp-1021, 0x1.b098c5b853ca8p-1020, 0.058",
        "CELU_APPLY, DOUBLE, -0x1.275e607bd32e9p-1, 0x1.a9659086e3c72p0, 0.004", // 1.004 without rLow·z
        "CELU_APPLY, DOUBLE, -0x1.17f5092a30bd3p-1, 0x1.90d55b33154edp0, 0.302", // 2.302 without the low part of alpha
        // ln2
        "CELU_APPLY, DOUBLE, -0x1.966844db40c9ap0, 0x1.868e1abccf6fap0, 0.316", // 1.684 without the low part of the
        // base
        "CELU_GRADIENT, DOUBLE, -0x1.8e1e236200837p9, 0x1.1f9a586bf2a26p0, 0.788",
        "CELU_GRADIENT_ALPHA, DOUBLE, -0x1.8630329ce5aacp-1, 0x1.e3cc168c79c77p0, 1.902",
        "CELU_SECOND_DERIVATIVE, DOUBLE, -0x1.f659b6b02f09ep8, 0x1.0267d6878e3edp0, 1.480",
        "ELU_APPLY, DOUBLE, -0x1.5404818227ed5p-2, 0x1.c494cf8ee7271p0, 0.936",
        "ELU_APPLY, DOUBLE, -0x1.63423a7319dfp-2, 0x1.b2a869d03c72ep0, 0.260", // 1.260 without the low part of ln2
        "ELU_GRADIENT, DOUBLE, -0x1.61ae4d7277705p9, 0x1.4417d0b57abe9p-2, 0.820",
        "ELU_GRADIENT_ALPHA, DOUBLE, -0x1.21030ac2b9363p-2, 0x1.a3d03b6b821b4p-1, 0.795",
        "ELU_SECOND_DERIVATIVE, DOUBLE, -0x1.63107c2c13748p9, 0x1.7a95158c1f794p1, 0.798"
    })
    void worstKnown(Function function, Type type, double x, double alpha, double ulps) {
        assertEquals(ulps, function.ulps(type, x, alpha), 0.001);
        assertBelow(function.bound(type), ulps, new Point(x, alpha));
    }

    private static void assertBelow(double bound, double ulps, Point at) {
        assertTrue(
                ulps < bound,
                () -> String.format(
                        "%.4f ulp at x = %s, alpha = %s",
                        ulps, Double.toHexString(at.x), Double.toHexString(at.alpha)));
    }
}
