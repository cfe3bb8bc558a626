package io.github.celu.programs;

import io.github.celu.internal.kernel.DoubleAlphaKernel;
import io.github.celu.internal.kernel.DoubleKernel;
import io.github.celu.internal.kernel.FloatAlphaKernel;
import io.github.celu.internal.kernel.FloatKernel;
import io.github.celu.internal.loops.DoubleLoops;
import io.github.celu.internal.loops.FloatLoops;
import io.github.celu.internal.vector.VectorDoubleColumnLoops;
import io.github.celu.internal.vector.VectorDoubleLoops;
import io.github.celu.internal.vector.VectorFloatColumnLoops;
import io.github.celu.internal.vector.VectorFloatLoops;
import io.github.celu.testing.Type;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Compares every method of some loops with the scalar functions of the kernels, bit for bit: all short lengths and some long
 * ones, the ranges at one offset or at different ones, apart or the same, in several arrays or in one. Numbers of either type
 * are double here. As a program, checks the vector loops of the JVM it runs in and prints how many bits they take at a time.
 */
public final class LoopsCheck {
    /** From one end of the moderate ones to the other, and on either side of 1, where ELU's loops differ. */
    private static final double[] FLOAT_ALPHAS = {0x1p-22, 0.7, 1, 2.5, 0x1p18};

    private static final double[] DOUBLE_ALPHAS = {0x1p-88, 0.7, 1, 2.5, 0x1p88};
    private static final double[] FLOAT_ALPHA_KERNEL_ALPHAS = {0x1p-100, 0.7, 2.5, 0x1p100};
    private static final double[] DOUBLE_ALPHA_KERNEL_ALPHAS = {0x1p-400, 0.7, 2.5, 0x1p400};

    /** About a vector, the plain loops' shortest range, the terms of a sum, and the blocks of vector loops and of scratch. */
    private static final int[] LENGTHS = IntStream.concat(
                    IntStream.rangeClosed(0, 80),
                    IntStream.of(
                            127, 128, 129, 143, 200, 383, 385, 511, 512, 513, 767, 769, 1023, 1024, 1025, 1535, 1537,
                            4097))
            .toArray();

    /** Which of three ranges are the same one. */
    private static final int[][] PLACES = {{0, 1, 2}, {0, 0, 2}, {0, 1, 0}, {0, 1, 1}, {0, 0, 0}};

    /** Elements before, between and after the ranges. */
    private static final int MARGIN = 20;

    /** What a method does to the elements of its ranges: so many inputs, and then the outputs. */
    private record Operation(int inputs, int outputs, Elements elements) {}

    /** What a method may have first; addProducts has no kernel. */
    private static final List<Class<?>> KERNELS = List.of(
            FloatKernel.class,
            FloatAlphaKernel.class,
            float[].class,
            DoubleKernel.class,
            DoubleAlphaKernel.class,
            double[].class);

    private interface Elements {
        double[] of(double... inputs);
    }

    /** Some loops, and what a kernel's scalar functions give in their place. */
    private record Subject(Object loops, Object kernel, String name, double alpha, double scale) {
        Type type() {
            return loops instanceof FloatLoops ? Type.FLOAT : Type.DOUBLE;
        }

        double[] samples(int seed, int length) {
            return LoopsCheck.samples(type(), seed, length, alpha, scale);
        }
    }

    private LoopsCheck() {}

    public static void main(String[] args) {
        check(new VectorFloatLoops(), 0.7);
        ColumnLoopsCheck.check(new VectorFloatColumnLoops(), false);
        if (VectorFloatLoops.bits() >= 256) {
            check(new VectorDoubleLoops(), 0.7);
            ColumnLoopsCheck.check(new VectorDoubleColumnLoops(), false);
        }
        System.out.println(VectorFloatLoops.bits());
    }

    /** For all alphas. */
    public static void check(FloatLoops loops) {
        check(loops, FLOAT_ALPHAS);
        Arrays.stream(FLOAT_ALPHA_KERNEL_ALPHAS).forEach(alpha -> checkAlphaKernel(loops, alpha));
    }

    /** For all alphas. */
    public static void check(DoubleLoops loops) {
        check(loops, DOUBLE_ALPHAS);
        Arrays.stream(DOUBLE_ALPHA_KERNEL_ALPHAS).forEach(alpha -> checkAlphaKernel(loops, alpha));
    }

    private static void check(FloatLoops loops, double... alphas) {
        for (double alpha : alphas) {
            float a = (float) alpha;
            check(loops, FloatKernel.celu(a), "CELU", alpha, alpha);
            check(loops, FloatKernel.celuSecond(a), "CELU, second derivative", alpha, alpha);
            check(loops, FloatKernel.elu(a), "ELU", alpha, 1);
            check(loops, FloatKernel.eluSecond(a), "ELU, second derivative", alpha, 1);
            checkAlphaKernel(loops, alpha);
        }
        check(loops, FloatKernel.expm1(1f), "expm1", 1, 1);
    }

    private static void check(DoubleLoops loops, double... alphas) {
        for (double alpha : alphas) {
            check(loops, DoubleKernel.celu(alpha), "CELU", alpha, alpha);
            check(loops, DoubleKernel.celuSecond(alpha), "CELU, second derivative", alpha, alpha);
            check(loops, DoubleKernel.elu(alpha), "ELU", alpha, 1);
            check(loops, DoubleKernel.eluSecond(alpha), "ELU, second derivative", alpha, 1);
            checkAlphaKernel(loops, alpha);
        }
        check(loops, DoubleKernel.expm1(1.0), "expm1", 1, 1);
    }

    private static void checkAlphaKernel(Object loops, double alpha) {
        Object kernel = loops instanceof FloatLoops
                ? FloatAlphaKernel.celu((float) alpha)
                : (Object) DoubleAlphaKernel.celu(alpha);
        check(loops, kernel, "derivative in alpha", alpha, alpha);
    }

    /** Every method that takes this kernel; together with addProducts, which takes none. */
    private static void check(Object loops, Object kernel, String kernelName, double alpha, double scale) {
        String name = loops.getClass().getSimpleName() + ", " + kernelName + ", alpha " + Double.toHexString(alpha);
        Subject subject = new Subject(loops, kernel, name, alpha, scale);
        for (Method method : methods(loops instanceof FloatLoops ? FloatLoops.class : DoubleLoops.class)) {
            if (method.getName().equals("leftValue") && kernelName.startsWith("ELU")) {
                continue; // only for derivatives in alpha: the plain loops do not know a result that underflows to −0
            }
            if (method.getParameterTypes()[0].isInstance(kernel)) {
                check(subject, method, operation(method.getName(), kernel));
            } else if (method.getName().equals("addProducts")) {
                checkAddProducts(subject, method);
            }
        }
    }

    /** Those that run a loop; one that this class does not know fails. */
    public static List<Method> methods(Class<?> loops) {
        List<Method> methods = Stream.of(loops.getMethods())
                .filter(method -> !method.getName().equals("minLength"))
                .toList();
        for (Method method : methods) {
            if (!KERNELS.contains(method.getParameterTypes()[0])) {
                throw new AssertionError("no kernel that LoopsCheck knows: " + method);
            }
            if (!method.getName().equals("addProducts")) {
                Operation operation = operation(method.getName(), null);
                // a kernel, the ranges and the length
                int parameters = 2 + 2 * (operation.inputs + operation.outputs);
                if (method.getParameterCount() != parameters) {
                    throw new AssertionError("not what LoopsCheck knows: " + method);
                }
            }
        }
        return methods;
    }

    private static Operation operation(String name, Object kernel) {
        return switch (name) {
            case "value" -> new Operation(1, 1, in -> new double[] {value(kernel, in[0])});
            case "leftValue" -> new Operation(1, 1, in -> new double[] {leftValue(kernel, in[0])});
            case "derivative", "alphaDerivative" -> new Operation(1, 1, in -> new double[] {derivative(kernel, in[0])});
            case "valueAndDerivative" ->
                new Operation(1, 2, in -> new double[] {value(kernel, in[0]), derivative(kernel, in[0])});
            case "backward" ->
                new Operation(2, 1, in -> {
                    double product = in[0] * derivative(kernel, in[1]);
                    // the product of two floats is exact, so it is rounded once
                    return new double[] {kernel instanceof FloatKernel ? (float) product : product};
                });
            case "backwardFromOutput" ->
                new Operation(2, 1, in -> new double[] {backwardFromOutput(kernel, in[0], in[1])});
            default -> throw new AssertionError("LoopsCheck does not know what " + name + " does");
        };
    }

    private static double value(Object kernel, double x) {
        return kernel instanceof FloatKernel k ? k.value((float) x) : ((DoubleKernel) kernel).value(x);
    }

    private static double leftValue(Object kernel, double x) {
        return kernel instanceof FloatKernel k ? k.leftValue((float) x) : ((DoubleKernel) kernel).leftValue(x);
    }

    private static double derivative(Object kernel, double x) {
        if (kernel instanceof FloatKernel k) {
            return k.derivative((float) x);
        }
        if (kernel instanceof DoubleKernel k) {
            return k.derivative(x);
        }
        return kernel instanceof FloatAlphaKernel k
                ? k.derivative((float) x)
                : ((DoubleAlphaKernel) kernel).derivative(x);
    }

    private static double backwardFromOutput(Object kernel, double dy, double y) {
        return kernel instanceof FloatKernel k
                ? k.backwardFromOutput((float) dy, (float) y)
                : ((DoubleKernel) kernel).backwardFromOutput(dy, y);
    }

    private static void check(Subject subject, Method method, Operation operation) {
        int ranges = operation.inputs + operation.outputs;
        double[][] samples = IntStream.range(0, ranges)
                .mapToObj(i -> subject.samples(i, 3 * (LENGTHS[LENGTHS.length - 1] + MARGIN) + MARGIN))
                .toArray(double[][]::new);
        for (int length : LENGTHS) {
            for (int[] place : PLACES) {
                if (ranges == 2 && place[2] != 2) {
                    continue;
                }
                int[] different = {length % 17, length % 13, length % 11};
                int[] same = {length % 7, length % 7, length % 7};
                int[] side = {MARGIN, 2 * MARGIN + length, 3 * MARGIN + 2 * length};
                check(subject, method, operation, samples, length, place, different, false);
                check(subject, method, operation, samples, length, place, same, false);
                check(subject, method, operation, samples, length, place, side, true);
            }
        }
    }

    private static void check(
            Subject subject,
            Method method,
            Operation operation,
            double[][] samples,
            int length,
            int[] place,
            int[] offsets,
            boolean inOneArray) {
        int ranges = samples.length;
        double[][] expected = new double[ranges][];
        double[][] actual = new double[ranges][];
        for (int i = 0; i < ranges; i++) {
            int size = inOneArray ? ranges * (length + MARGIN) + MARGIN : length + MARGIN;
            expected[i] = i > 0 && inOneArray ? expected[0] : Arrays.copyOf(samples[i], size);
        }
        Object[] arguments = new Object[2 * ranges + 2];
        arguments[0] = subject.kernel;
        arguments[2 * ranges + 1] = length;
        Object[] arrays = new Object[ranges];
        for (int i = 0; i < ranges; i++) {
            arrays[i] = i > 0 && inOneArray ? arrays[0] : subject.type().array(expected[i]);
        }
        for (int i = 0; i < ranges; i++) {
            arguments[2 * i + 1] = arrays[place[i]];
            arguments[2 * i + 2] = offsets[place[i]];
        }
        double[][] outputs = new double[length][];
        for (int i = 0; i < length; i++) {
            double[] inputs = new double[operation.inputs];
            for (int k = 0; k < inputs.length; k++) {
                inputs[k] = expected[place[k]][offsets[place[k]] + i];
            }
            outputs[i] = operation.elements.of(inputs);
        }
        for (int k = 0; k < operation.outputs; k++) {
            int output = place[operation.inputs + k];
            for (int i = 0; i < length; i++) {
                expected[output][offsets[output] + i] = outputs[i][k];
            }
        }

        invoke(method, subject.loops, arguments);

        for (int i = 0; i < ranges; i++) {
            actual[i] = Type.doubles(arrays[i]);
            int k = Arrays.mismatch(expected[i], actual[i]);
            if (k >= 0) {
                throw new AssertionError(String.format(
                        "%s, %s, length %d, offsets %s, %s: %s instead of %s at %d of array %d; inputs there %s",
                        subject.name,
                        method.getName(),
                        length,
                        Arrays.toString(offsets),
                        inOneArray ? "in one array as " + Arrays.toString(place) : "arrays " + Arrays.toString(place),
                        Double.toHexString(actual[i][k]),
                        Double.toHexString(expected[i][k]),
                        k,
                        i,
                        Stream.of(samples)
                                .map(s -> k < s.length ? Double.toHexString(s[k]) : "none")
                                .toList()));
            }
        }
    }

    /** d starts at 0 as sums do, and neither shares memory with dy. */
    private static void checkAddProducts(Subject subject, Method method) {
        for (int length : LENGTHS) {
            checkAddProducts(subject, method, length, 64);
            checkAddProducts(subject, method, length, 512);
        }
    }

    private static void checkAddProducts(Subject subject, Method method, int length, int count) {
        int offset = length % 11;
        double[] dy = subject.samples(1, length + MARGIN);
        double[] d = subject.samples(2, length + MARGIN);
        double[] sums = subject.samples(3, count);
        double[] expected = sums.clone();
        for (int i = 0; i < length; i++) {
            expected[i % count] += dy[offset + i] * d[i];
        }
        Object first = subject.type().array(dy);
        Object second = subject.type().array(d);
        invoke(method, subject.loops, first, offset, second, sums, length);
        int k = Arrays.mismatch(expected, sums);
        if (k >= 0) {
            throw new AssertionError(String.format(
                    "%s, addProducts, length %d, offset %d, %d sums: %s instead of %s at %d",
                    subject.name,
                    length,
                    offset,
                    count,
                    Double.toHexString(sums[k]),
                    Double.toHexString(expected[k]),
                    k));
        }
    }

    /** One in five beside a breakpoint of the reduction or where a result becomes constant. */
    static double[] samples(Type type, int seed, int length, double alpha, double scale) {
        double[] samples = type.samples(seed, length, alpha);
        int[] floors = type == Type.FLOAT ? new int[] {-18, -21, -105} : new int[] {-38, -42, -746};
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(5) == 0) {
                double t = random.nextInt(4) == 0
                        ? floors[random.nextInt(floors.length)]
                        : -(random.nextInt(type == Type.FLOAT ? 152 : 1076) + 0.5) * Math.log(2);
                double x = t * scale;
                int ulps = random.nextInt(7) - 3;
                samples[i] = type.round(type.round(x) + ulps * type.ulp(x));
            }
        }
        return samples;
    }

    static void invoke(Method method, Object loops, Object... arguments) {
        try {
            method.invoke(loops, arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError(method + " of " + loops.getClass() + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
