package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.celu.programs.WorstPoints;
import io.github.celu.testing.Function;
import io.github.celu.testing.Type;
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
            return Math.min(x, type.max);
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
            return new Point(Math.max(type.round(t * function.scale(alpha)), -type.max), alpha);
        }

        /** The same with one of the neighbouring x. */
        Point near(double t, double alpha) {
            double x = at(t, alpha).x();
            return new Point(Math.min(-0.0, x + (random.nextInt(11) - 5) * type.ulp(x)), alpha);
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
    void errorIsWithinBound(Function function, Type type, Region region, double bound) {
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

    /** The largest errors found, by {@link WorstPoints}, and what a mistake would make. */
    @ParameterizedTest(name = "{0} {1} at x = {2}, alpha = {3}: {4} ulp")
    @CsvSource({
        "CELU_APPLY, FLOAT, -0x1.132014p-4, 0x1.8da6e6p-3, 0.942",
        "CELU_GRADIENT, FLOAT, -0x1.57e3ep7, 0x1.f6231ep0, 0.869",
        "CELU_GRADIENT_ALPHA, FLOAT, -0x1.0a4e12p-94, 0x1.04b8ecp-90, 0.534",
        "CELU_SECOND_DERIVATIVE, FLOAT, -0x1.004072p7, 0x1.79134cp0, 0.930", // a subnormal number
        "ELU_APPLY, FLOAT, -0x1.6fdcdep-2, 0x1.3f58e4p0, 0.950",
        "ELU_GRADIENT, FLOAT, -0x1.6f5c9cp6, 0x1.66d46ep6, 0.852",
        "ELU_GRADIENT_ALPHA, FLOAT, -0x1.bee84ep-2, 0x1.bb028cp0, 0.774",
        "ELU_SECOND_DERIVATIVE, FLOAT, -0x1.6f5c9cp6, 0x1.66d46ep6, 0.852",
        "CELU_APPLY, DOUBLE, -0x1.03147dcfbc221p0, 0x1.767635028fddcp1, 0.969",
        "CELU_APPLY, DOUBLE, -0x1.2de4590bef40cp-1021, 0x1.b098c5b853ca8p-1020, 0.058",
        "CELU_GRADIENT, DOUBLE, -0x1.6491f2b7a10e6p9, 0x1.0196aeaa2d845p0, 0.863",
        "CELU_GRADIENT_ALPHA, DOUBLE, -0x1.2920d5a9f5c33p-36, 0x1.fea2428a54beap-37, 1.714",
        "CELU_GRADIENT_ALPHA, DOUBLE, -0x1.cf764fdb13748p-1, 0x1.cf7650a4e369p0, 1.427", // the last x near zero
        "CELU_GRADIENT_ALPHA, DOUBLE, -0x1.92483d2d053b8p-1, 0x1.92483b9920bd8p0, 1.206", // the first far from it
        "CELU_SECOND_DERIVATIVE, DOUBLE, -0x1.fe847e6eb71aap14, 0x1.8c1f0f3f67896p9, 0.983",
        "ELU_APPLY, DOUBLE, -0x1.62e44084d6151p-2, 0x1.b502b08a9786ap0, 0.931",
        "ELU_APPLY, DOUBLE, -0x1.67e68c6755ffdp-2, 0x1.34bccc2cad04ap0, 0.048", // 1.048 the shorter way
        "ELU_GRADIENT, DOUBLE, -0x1.625ef93a1739cp9, 0x1.66c9b97ec3517p0, 0.835",
        "ELU_GRADIENT_ALPHA, DOUBLE, -0x1.23ae9ca7599c3p-2, 0x1.420c60101d692p0, 0.776",
        "ELU_SECOND_DERIVATIVE, DOUBLE, -0x1.62b37665f4b15p9, 0x1.e1d32d7497c6ap0, 0.789",
        "ELU_SECOND_DERIVATIVE, DOUBLE, -0x1.625ef93a1739cp9, 0x1.670b24dda2accp0, 0.835"
    })
    void largestKnownErrorIsStillThat(Function function, Type type, double x, double alpha, double ulps) {
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
