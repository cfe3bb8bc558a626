package io.github.celu;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A public method of CELU or ELU. Tests find them by reflection, so that they cover each of them for both types. */
record Api(Method method) {
    /** All of them, in a fixed order. */
    static final List<Api> ALL = Stream.of(CELU.class, ELU.class)
            .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(Api::new)
            .sorted(Comparator.comparing(Api::toString))
            .toList();

    /** Those that have a parameter of one of the given classes. */
    static List<Api> with(Class<?>... classes) {
        return ALL.stream()
                .filter(api -> api.parameters().stream()
                        .anyMatch(p -> Arrays.asList(classes).contains(p.getType())))
                .toList();
    }

    /** Those with offsets and a length. */
    static List<Api> ranges() {
        return with(int.class);
    }

    static List<Api> buffers() {
        return with(FloatBuffer.class, DoubleBuffer.class);
    }

    /** All forms of one function. */
    static List<Api> forms(Class<?> owner, Precision type, String name) {
        return ALL.stream()
                .filter(api -> api.owner() == owner
                        && api.precision() == type
                        && api.name().equals(name))
                .toList();
    }

    /** The scalar form of a function of the same class and type. */
    Api scalar(String name) {
        return forms(owner(), precision(), name).stream()
                .filter(api -> Arrays.equals(
                        api.method.getParameterTypes(), new Class<?>[] {precision().scalar, precision().scalar}))
                .findAny()
                .orElseThrow();
    }

    Class<?> owner() {
        return method.getDeclaringClass();
    }

    String name() {
        return method.getName();
    }

    Precision precision() {
        return Precision.of(method.getParameterTypes()[0]);
    }

    List<Parameter> parameters() {
        return List.of(method.getParameters());
    }

    /** How many inputs come before the outputs. */
    int inputs() {
        return name().startsWith("backward") ? 2 : 1;
    }

    int outputs() {
        return name().equals("applyAndGradient") ? 2 : name().equals("backwardAlpha") ? 0 : 1;
    }

    Object call(Object... arguments) {
        try {
            return method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(this + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** Calls this method, whatever its form, for all elements of the inputs, and returns the outputs or the sum. */
    double[][] run(double alpha, double[]... inputs) {
        if (parameters().get(0).getType() == precision().scalar) {
            double[] y = new double[inputs[0].length];
            for (int i = 0; i < y.length; i++) {
                Object x = precision().scalar(inputs[0][i]);
                y[i] = ((Number)
                                (parameters().size() == 1
                                        ? call(x)
                                        : call(x, precision().scalar(alpha))))
                        .doubleValue();
            }
            return new double[][] {y};
        }
        int length = inputs[0].length;
        Object[] arrays = Stream.concat(
                        Stream.of(inputs),
                        Stream.generate(() -> new double[length]).limit(outputs()))
                .map(precision()::array)
                .toArray();
        Object[] arguments = new Object[parameters().size()];
        int next = 0;
        for (int i = 0; i < arguments.length; i++) {
            Class<?> c = parameters().get(i).getType();
            if (c == precision().array) {
                arguments[i] = arrays[next++];
            } else if (c == precision().buffer) {
                arguments[i] = Precision.wrap(arrays[next++]);
            } else if (c == int.class) {
                arguments[i] = parameters().get(i).getName().equals("length") ? length : 0;
            } else {
                arguments[i] = precision().scalar(alpha);
            }
        }
        Object result = call(arguments);
        return result != null
                ? new double[][] {Precision.doubles(result)}
                : Arrays.stream(arrays, inputs(), arrays.length)
                        .map(Precision::doubles)
                        .toArray(double[][]::new);
    }

    /** What {@link #run} should give, by scalar calls; of backwardAlpha, the terms of its sum. */
    double[][] elementByElement(double alpha, double[]... inputs) {
        switch (name()) {
            case "applyAndGradient":
                return new double[][] {
                    scalar("apply").run(alpha, inputs[0])[0], scalar("gradient").run(alpha, inputs[0])[0]
                };
            case "backward":
                double[] gradient = scalar("gradient").run(alpha, inputs[1])[0];
                return new double[][] {products(precision(), inputs[0], gradient)};
            case "backwardAlpha":
                double[] gradientAlpha = scalar("gradientAlpha").run(alpha, inputs[1])[0];
                return new double[][] {products(Precision.DOUBLE, inputs[0], gradientAlpha)};
            case "backwardFromOutput": // has no scalar form: one call an element
                double[] dx = new double[inputs[0].length];
                for (int i = 0; i < dx.length; i++) {
                    dx[i] = run(alpha, new double[] {inputs[0][i]}, new double[] {inputs[1][i]})[0][0];
                }
                return new double[][] {dx};
            default:
                return scalar(name()).run(alpha, inputs);
        }
    }

    private static double[] products(Precision type, double[] a, double[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> type.round(a[i] * b[i]))
                .toArray();
    }

    /** In the order in which backwardAlpha adds: term i to partial sum i mod 512, then the second half to the first. */
    static double[] sum(double[] terms, int start, int length) {
        double[] sums = new double[512];
        for (int i = 0; i < length; i++) {
            sums[i % 512] += terms[start + i];
        }
        for (int half = 256; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                sums[i] += sums[half + i];
            }
        }
        return new double[] {sums[0]};
    }

    String signature() {
        return method.getReturnType().getSimpleName() + " " + name()
                + parameters().stream()
                        .map(p -> p.getType().getSimpleName() + " " + p.getName())
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    @Override
    public String toString() {
        return owner().getSimpleName() + ": " + signature();
    }
}
