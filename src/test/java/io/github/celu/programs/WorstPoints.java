package io.github.celu.programs;

import io.github.celu.testing.Exact;
import io.github.celu.testing.Function;
import io.github.celu.testing.Type;
import io.github.celu.testing.Wide;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A program that searches for the largest errors and prints rows for {@code AccuracyTest}. The arguments are seconds for each
 * function and type, and the names of functions, or all without. It tries random points where errors are large, and closes in
 * on the worst ones by small changes of x and alpha. The double functions are measured by {@link Wide}, the float ones by the
 * double ones; {@link Exact} measures what is printed.
 *
 * <pre>
 *   java -cp target/classes:target/test-classes io.github.celu.programs.WorstPoints 60 CELU_GRADIENT_ALPHA
 * </pre>
 */
public final class WorstPoints {
    private static final int KEPT = 64;

    private record Point(double x, double alpha, double ulps) {}

    /** Ranges of t = -x/alpha for CELU and -x for ELU, of which a random one is tried: from, to. */
    private static final double[][] RANGES = {
        {0.01, 0.2}, {0.2, 0.5}, {0.5, 0.7}, {0.7, 1.2}, {1.2, 2.5}, {2.5, 22}, {22, 43}, {43, 104}, {104, 746}
    };

    private final Function function;
    private final Type type;
    private final Wide wide = new Wide();
    private final SplittableRandom random;

    private WorstPoints(Function function, Type type, long seed) {
        this.function = function;
        this.type = type;
        random = new SplittableRandom(seed);
    }

    public static void main(String[] args) {
        if (Usage.printed(
                args, 1, "Searches the largest errors of all functions, or of those named: SECONDS [FUNCTION...]")) {
            return;
        }
        long nanos = (long) (Double.parseDouble(args[0]) * 1e9);
        List<Function> functions = args.length == 1
                ? List.of(Function.values())
                : Stream.of(args).skip(1).map(Function::valueOf).toList();
        for (Function function : functions) {
            for (Type type : Type.values()) {
                new WorstPoints(function, type, 20170424).search(nanos);
            }
        }
    }

    private void search(long nanos) {
        long end = System.nanoTime() + nanos;
        long points = 0;
        List<Point> worst = new ArrayList<>();
        while (System.nanoTime() < end) {
            for (int i = 0; i < 100_000; i++) {
                double alpha = alpha();
                worst.add(point(x(alpha), alpha));
            }
            keep(worst);
            for (Point point : List.copyOf(worst)) {
                worst.add(climb(point));
            }
            keep(worst);
            points += 100_000 + KEPT * 2_000;
        }
        worst.stream()
                .limit(3)
                .forEach(p -> System.out.printf(
                        "\"%s, %s, %s, %s, %.3f\",%n",
                        function.name(), type, hex(p.x), hex(p.alpha), function.ulps(type, p.x, p.alpha)));
        System.out.printf("%,d points%n", points);
    }

    private String hex(double x) {
        return Double.toHexString(x);
    }

    private static void keep(List<Point> worst) {
        worst.sort(Comparator.comparingDouble(p -> -p.ulps));
        worst.subList(Math.min(KEPT, worst.size()), worst.size()).clear();
    }

    /** Mostly between 1 and 2: by scale-similarity one binade stands for all moderate alphas of CELU. */
    private double alpha() {
        int exponent =
                random.nextInt(4) > 0 ? 0 : type == Type.FLOAT ? random.nextInt(-126, 127) : random.nextInt(-99, 99);
        return type.round(Math.scalb(random.nextDouble(1, 2 - 0x1p-24), exponent));
    }

    private double x(double alpha) {
        double t;
        switch (random.nextInt(4)) {
            case 0: // beside a breakpoint of a reduction
                double breakpoint = random.nextBoolean() ? 0.5 : 0.5 * Math.log(2);
                t = breakpoint + random.nextInt(random.nextBoolean() ? 4 : 60) * Math.log(2);
                t += t * (random.nextDouble() - 0.5) * Math.scalb(1.0, -random.nextInt(4, 50));
                break;
            case 1:
                t = Math.scalb(random.nextDouble(1, 2), random.nextInt(-30, 10));
                break;
            default:
                double[] range = RANGES[random.nextInt(RANGES.length)];
                t = random.nextDouble(range[0], range[1]);
        }
        return -type.round(Math.min(t * function.scale(alpha), type == Type.FLOAT ? type.max : 0x1p1000));
    }

    private Point point(double x, double alpha) {
        return new Point(x, alpha, x < 0 ? ulps(x, alpha) : 0);
    }

    private double ulps(double x, double alpha) {
        double y = function.at(type, x, alpha);
        if (type == Type.DOUBLE) {
            return wide.ulps(function, x, alpha, y);
        }
        double exact = function.at(Type.DOUBLE, x, alpha);
        int exponent = Math.max(Float.MIN_EXPONENT, Math.getExponent(exact * (1 - 0x1p-40)));
        return exponent > Float.MAX_EXPONENT ? 0 : Math.scalb(Math.abs(y - exact), 23 - exponent);
    }

    private Point climb(Point start) {
        Point best = start;
        for (int i = 0; i < 2_000; i++) {
            int size = random.nextInt(1, type == Type.FLOAT ? 22 : 50);
            double x = random.nextInt(3) == 0 ? best.x : change(best.x, size);
            double alpha = random.nextInt(3) == 0 ? best.alpha : change(best.alpha, size);
            if (alpha > 0 && x < 0) {
                Point point = point(x, alpha);
                if (point.ulps > best.ulps && point.ulps < 1e9) {
                    best = point;
                }
            }
        }
        return best;
    }

    /** By up to 2^size units in the last place. */
    private double change(double x, int size) {
        double y = x + type.ulp(x) * random.nextLong(-(1L << size), 1L << size);
        return Math.abs(y) <= (type == Type.FLOAT ? type.max : 0x1p1000) ? type.round(y) : x;
    }
}
