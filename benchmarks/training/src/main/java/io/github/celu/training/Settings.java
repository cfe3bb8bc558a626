package io.github.celu.training;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that the bits of a training depend on. */
final class Settings {
    private static final int BATCH = 100;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--case",
            paramLabel = "a|b|c|d",
            defaultValue = "a",
            description = "a, b: automatic differentiation, Adam; c: manual back-propagation, AMSGrad; d: dilated"
                    + " back-propagation, AMSGrad. Default: ${DEFAULT-VALUE}.")
    private Case example;

    @Mixin
    DataOptions data;

    @Option(
            names = "--activation",
            defaultValue = "celu",
            description = "celu, elu, relu or identity. Default: ${DEFAULT-VALUE}.")
    private Activation.Name activation;

    @Option(names = "--alpha", description = "Default: 2 for celu as in the blog, 1 for elu.")
    private Float alpha;

    /** What has an α of its own, where they are learned. */
    enum LearnedAlpha {
        LAYER,
        CHANNEL
    }

    @Option(
            names = "--learn-alpha",
            arity = "0..1",
            fallbackValue = "layer",
            paramLabel = "layer|channel",
            description =
                    "Learn an alpha for each layer, or for each channel of each layer, starting from the given one."
                            + " Without a word: layer.")
    LearnedAlpha learnAlpha;

    @Option(
            names = "--channels",
            defaultValue = "32",
            description = "Channels of the layers; the blog has 200. Default: ${DEFAULT-VALUE}.")
    private int channels;

    @Option(names = "--images", description = "Train on the first images only. Default: all.")
    private Integer images;

    @Option(
            names = "--validation",
            paramLabel = "N",
            description = "Hold out the last N training images, and test on them instead of the test images: to choose"
                    + " settings without a look at these.")
    Integer validation;

    @Option(names = "--epochs", description = "Default: as in the blog, 11 in case a and 51 in the others.")
    Integer epochs;

    @Option(names = "--batch", description = "Images of a step. Default: 100, or all if there are fewer.")
    Integer batch;

    @Option(names = "--learning-rate", description = "Default: the blog's 8e-4, times the root of 200/channels.")
    private Float learningRate;

    @Option(
            names = "--final-rate",
            paramLabel = "<part>",
            defaultValue = "1",
            description = "The learning rate falls to this part of itself over all epochs, along a cosine."
                    + " Default: 1, constant.")
    private float finalRate;

    @Option(
            names = "--beta2",
            defaultValue = "0.999",
            description = "Decay of the second moments. The blog's AMSGrad has 0.9. Default: ${DEFAULT-VALUE}.")
    private float beta2;

    @Option(
            names = "--dilation",
            paramLabel = "logged|stored",
            description = "The rate of the shortcuts in case d; logged: 1e-4/(1 + 10 epoch), stored: 1/(1 + 0.1 epoch)."
                    + " Default: logged.")
    private BackPropagation.Dilation dilation;

    @Option(
            names = "--in-place",
            description = "Cases c and d: overwrite the activations' inputs and differentiate from their outputs.")
    private boolean inPlace;

    @Option(
            names = "--wrong-derivative",
            description = "Repeat a fault of the blog's code: the derivative is 2 for x >= 0.")
    private boolean wrongDerivative;

    @Option(
            names = "--tensor-maximum",
            description =
                    "Cases c and d: repeat a fault of the blog's code: AMSGrad takes the maximum of a layer's second"
                            + " moments as a whole, by their sum, not element by element.")
    private boolean tensorMaximum;

    /**
     * Checks the values, and sets those that were not given.
     *
     * @throws ParameterException if one is wrong
     */
    void complete() {
        require(channels > 0, "--channels must be positive: " + channels);
        require(images == null || images > 0, "--images must be positive: " + images);
        require(validation == null || validation > 0, "--validation must be positive: " + validation);
        require(epochs == null || epochs > 0, "--epochs must be positive: " + epochs);
        require(batch == null || batch > 0, "--batch must be positive: " + batch);
        require(
                learningRate == null || learningRate > 0 && learningRate < Float.POSITIVE_INFINITY,
                "--learning-rate must be positive and finite: " + learningRate);
        require(finalRate >= 0 && finalRate <= 1, "--final-rate must be from 0 to 1: " + finalRate);
        require(beta2 >= 0 && beta2 < 1, "--beta2 must be from 0 to below 1: " + beta2);
        require(alpha == null || activation.hasAlpha(), "--alpha is for celu and elu");
        require(learnAlpha == null || activation.hasAlpha(), "--learn-alpha is for celu and elu");
        require(
                alpha == null || alpha >= 0 && alpha < Float.POSITIVE_INFINITY,
                "--alpha must be finite and not negative: " + alpha);
        require(
                dilation == null || example == Case.D && dilation != BackPropagation.Dilation.NONE,
                "--dilation is for case d, and must be logged or stored");
        require(!tensorMaximum || example.amsgrad, "--tensor-maximum is for cases c and d");
        require(!inPlace || !example.automatic, "--in-place is for cases c and d");
        require(!inPlace || learnAlpha == null, "--learn-alpha needs the inputs that --in-place overwrites");
        if (alpha == null && activation.hasAlpha()) {
            alpha = activation.defaultAlpha;
        }
        if (learningRate == null) {
            learningRate = (float) (Case.BLOG_LEARNING_RATE * Network.widthScale(channels));
        }
        if (epochs == null) {
            epochs = example.epochs;
        }
        if (dilation == null && example == Case.D) {
            dilation = BackPropagation.Dilation.LOGGED;
        }
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    /** The options by name, with their values; complete, without those that have no meaning here. */
    Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        put(map, "--case", example);
        put(map, "--activation", activation);
        put(map, "--alpha", alpha);
        put(map, "--learn-alpha", learnAlpha);
        put(map, "--channels", channels);
        put(map, "--images", images);
        put(map, "--validation", validation);
        put(map, "--epochs", epochs);
        put(map, "--batch", batch);
        put(map, "--learning-rate", learningRate);
        put(map, "--final-rate", finalRate);
        put(map, "--beta2", beta2);
        put(map, "--dilation", dilation);
        put(map, "--in-place", inPlace);
        put(map, "--wrong-derivative", wrongDerivative);
        put(map, "--tensor-maximum", tensorMaximum);
        put(map, "--seed", data.seed);
        put(map, "--data", data.folder == null ? null : data.folder.toAbsolutePath());
        return map;
    }

    private static void put(Map<String, String> map, String name, Object value) {
        if (value != null) {
            map.put(name, value instanceof Enum<?> ? lowerCase(value) : value.toString());
        }
    }

    private static String lowerCase(Object value) {
        return value.toString().toLowerCase(Locale.ROOT);
    }

    /** A command that has nothing but these options. */
    @Command
    private static final class Alone {
        @Mixin
        private Settings settings;
    }

    /** @throws ParameterException if the map is not one of {@link #toMap} */
    static Settings of(Map<String, String> map) {
        Alone command = new Alone();
        Map<String, String> options = new LinkedHashMap<>(map);
        // Earlier checkpoints say true or false.
        options.computeIfPresent(
                "--learn-alpha",
                (name, value) -> value.equals("false") ? null : value.equals("true") ? "layer" : value);
        // A file's contents, not a user's words: nothing in them may name another file.
        new CommandLine(command)
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(options.entrySet().stream()
                        .map(option -> option.getKey() + "=" + option.getValue())
                        .toArray(String[]::new));
        command.settings.complete();
        return command.settings;
    }

    /** Whether a training may go on for more epochs than it was started for. */
    boolean openEnd() {
        return finalRate == 1;
    }

    /** The images to train and to test on. */
    Data load() throws IOException {
        Data loaded = data.load();
        int size = loaded.train().size();
        if (validation != null) {
            require(validation < size, "--validation must leave some of the " + size + " images: " + validation);
            loaded = loaded.withValidationImages(validation);
        }
        if (images != null) {
            loaded = loaded.withTrainingImages(images);
        }
        int left = loaded.train().size();
        if (batch == null) {
            batch = Math.min(BATCH, left);
        }
        require(batch <= left, "--batch must not be above the " + left + " images to train on: " + batch);
        return loaded;
    }

    Network network(Shape image) {
        Network network;
        try {
            network = new Network(
                    image, channels, learnAlpha == LearnedAlpha.CHANNEL, new Activation(activation, wrongDerivative));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--channels or --data: " + e.getMessage());
        }
        network.initialize(data.seed, alpha == null ? activation.defaultAlpha : alpha);
        return network;
    }

    Optimizer optimizer(Network network) {
        return example.optimizer(network, beta2, tensorMaximum);
    }

    /** Steps of an epoch. */
    int steps(int size) {
        return (size + batch - 1) / batch;
    }

    Trainer trainer(Network network, Scaling scaling, Optimizer optimizer, int size) {
        Supplier<Differentiation> differentiation = () -> example.automatic
                ? new AutomaticDifferentiation(network, learnAlpha != null)
                : new BackPropagation(
                        network,
                        Trainer.SLICE,
                        dilation == null ? BackPropagation.Dilation.NONE : dilation,
                        inPlace,
                        learnAlpha != null);
        long steps = (long) epochs * steps(size);
        Schedule schedule = new Schedule(learningRate, learningRate * finalRate, steps);
        return new Trainer(network, scaling, differentiation, optimizer, schedule, batch, data.seed);
    }

    /** What is trained and how, in a line for people. */
    String title() {
        return String.format(
                Locale.ROOT,
                "Case %s: %s",
                example.name().toLowerCase(Locale.ROOT),
                example.description
                        + (dilation == null
                                ? ""
                                : ", rate of dilation as " + dilation.name().toLowerCase(Locale.ROOT)));
    }

    /** The rest of it, in another line. */
    String details(int size) {
        return String.format(
                Locale.ROOT,
                "%s%s%s%s, %d channels, %,d training images, batches of %d, learning rate %.2g%s, beta2 %s%s, seed %d%s",
                activation,
                activation.hasAlpha() ? " with \u03b1 = " + alpha : "",
                learnAlpha == null ? "" : " at first, then learned for each " + lowerCase(learnAlpha),
                wrongDerivative ? " and the wrong derivative" : "",
                channels,
                size,
                batch,
                learningRate,
                finalRate == 1 ? "" : String.format(Locale.ROOT, " falling to %.2g", learningRate * finalRate),
                beta2,
                tensorMaximum ? " and the maximum of whole tensors" : "",
                data.seed,
                validation == null ? "" : ", tested on held-out training images");
    }
}
