package io.github.celu.testing;

import io.github.celu.CELU;
import io.github.celu.ELU;
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
public record Api(Method method) {
    /** All with one alpha, or none, in a fixed order. */
    public static final List<Api> ALL =
            methods().filter(api -> !api.hasChannels()).toList();

    /** All with an alpha for each channel: see {@code ChannelsTest}. */
    public static final List<Api> CHANNELS = methods().filter(Api::hasChannels).toList();

    private static Stream<Api> methods() {
        return Stream.of(CELU.class, ELU.class)
                .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Api::new)
                .sorted(Comparator.comparing(Api::toString));
    }

    private boolean hasChannels() {
        return parameters().stream().anyMatch(p -> p.getName().equals("inner"));
    }

    /** Whether it has offsets and a length. */
    public boolean isRange() {
        return parameters().stream().anyMatch(p -> p.getName().equals("length"));
    }

    /** Those that have a parameter of one of the given classes. */
    public static List<Api> with(Class<?>... classes) {
        return ALL.stream()
                .filter(api -> api.parameters().stream()
                        .anyMatch(p -> Arrays.asList(classes).contains(p.getType())))
                .toList();
    }

    /** Those with offsets and a length. */
    public static List<Api> ranges() {
        return ALL.stream().filter(Api::isRange).toList();
    }

    public static List<Api> buffers() {
        return with(FloatBuffer.class, DoubleBuffer.class);
    }

    /** All forms of one function. */
    public static List<Api> forms(Class<?> owner, Type type, String name) {
        return ALL.stream()
                .filter(api ->
                        api.owner() == owner && api.type() == type && api.name().equals(name))
                .toList();
    }

    /** The scalar form of a function of the same class and type. */
    public Api scalar(String name) {
        return forms(owner(), type(), name).stream()
                .filter(api ->
                        Arrays.equals(api.method.getParameterTypes(), new Class<?>[] {type().scalar, type().scalar}))
                .findAny()
                .orElseThrow();
    }

    public Class<?> owner() {
        return method.getDeclaringClass();
    }

    public String name() {
        return method.getName();
    }

    public Type type() {
        return Type.of(method.getParameterTypes()[0]);
    }

    public List<Parameter> parameters() {
        return List.of(method.getParameters());
    }

    /** How many inputs come before the outputs. */
    public int inputs() {
        return name().startsWith("backward") ? 2 : 1;
    }

    public int outputs() {
        return name().equals("applyAndGradient") ? 2 : name().equals("backwardAlpha") ? 0 : 1;
    }

    /** Whether it returns a sum. */
    public boolean returnsSum() {
        return name().equals("backwardAlpha") || name().equals("backwardWithAlpha");
    }

    public Object call(Object... arguments) {
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

    /** Calls this method, whatever its form, for all elements of the inputs, and returns the outputs and the sum. */
    public double[][] run(double alpha, double[]... inputs) {
        if (parameters().get(0).getType() == type().scalar) {
            double[] y = new double[inputs[0].length];
            for (int i = 0; i < y.length; i++) {
                Object x = type().scalar(inputs[0][i]);
                y[i] = ((Number) (parameters().size() == 1 ? call(x) : call(x, type().scalar(alpha)))).doubleValue();
            }
            return new double[][] {y};
        }
        int length = inputs[0].length;
        Object[] arrays = Stream.concat(
                        Stream.of(inputs),
                        Stream.generate(() -> new double[length]).limit(outputs()))
                .map(type()::array)
                .toArray();
        Object[] arguments = new Object[parameters().size()];
        int next = 0;
        for (int i = 0; i < arguments.length; i++) {
            Class<?> c = parameters().get(i).getType();
            if (c == type().array) {
                arguments[i] = arrays[next++];
            } else if (c == type().buffer) {
                arguments[i] = Type.wrap(arrays[next++]);
            } else if (c == int.class) {
                arguments[i] = parameters().get(i).getName().equals("length") ? length : 0;
            } else {
                arguments[i] = type().scalar(alpha);
            }
        }
        Object result = call(arguments);
        Stream<Object> outputs = Arrays.stream(arrays, inputs(), arrays.length);
        if (returnsSum()) {
            outputs = Stream.concat(outputs, Stream.of(result));
        } else if (result != null) {
            outputs = Stream.of(result);
        }
        return outputs.map(Type::doubles).toArray(double[][]::new);
    }

    /** What {@link #run} should give, by scalar calls; in the place of a sum, its terms. */
    public double[][] elementByElement(double alpha, double[]... inputs) {
        switch (name()) {
            case "applyAndGradient":
                return new double[][] {
                    scalar("apply").run(alpha, inputs[0])[0], scalar("gradient").run(alpha, inputs[0])[0]
                };
            case "backward":
                return new double[][] {products(type(), "gradient", alpha, inputs)};
            case "backwardAlpha":
                return new double[][] {products(Type.DOUBLE, "gradientAlpha", alpha, inputs)};
            case "backwardWithAlpha":
                return new double[][] {
                    products(type(), "gradient", alpha, inputs), products(Type.DOUBLE, "gradientAlpha", alpha, inputs)
                };
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

    /** Of the first input and a function of the second one. */
    private double[] products(Type type, String function, double alpha, double[]... inputs) {
        double[] derivatives = scalar(function).run(alpha, inputs[1])[0];
        return IntStream.range(0, derivatives.length)
                .mapToDouble(i -> type.round(inputs[0][i] * derivatives[i]))
                .toArray();
    }

    /** In the order in which backwardAlpha adds: term i to partial sum i mod 512, then the second half to the first. */
    public static double[] sum(double[] terms, int start, int length) {
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

    public String signature() {
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
