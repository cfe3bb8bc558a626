package io.github.celu.training;

import io.github.celu.Backend;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: trains the network in one of the blog's cases. */
@Command(
        name = "training",
        usageHelpAutoWidth = true,
        subcommands = Evaluate.class,
        description = {
            "Trains a network of seven convolutions with CELU, as in the blog post of J. D. Seo.",
            "After each epoch the folder of the results has log.csv, curve.svg, curve.png and model.bin; who stops the"
                    + " program keeps those of the last whole epoch."
        })
public final class Training implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Print this text.")
    private boolean help;

    @Option(
            names = "--case",
            paramLabel = "a|b|c|d",
            defaultValue = "a",
            description = "a, b: automatic differentiation, Adam; c: manual back-propagation, AMSGrad; d: dilated"
                    + " back-propagation, AMSGrad. Default: ${DEFAULT-VALUE}.")
    private Case example;

    @Mixin
    private DataOptions dataOptions;

    @Option(
            names = "--activation",
            defaultValue = "celu",
            description = "celu, elu, relu or identity. Default: ${DEFAULT-VALUE}.")
    private Activation.Name activation;

    @Option(names = "--alpha", description = "Default: 2 for celu as in the blog, 1 for elu.")
    private Float alpha;

    @Option(names = "--learn-alpha", description = "Learn an alpha for each layer, starting from the given one.")
    private boolean learnAlpha;

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
    private Integer validation;

    @Option(names = "--epochs", description = "Default: as in the blog, 11 in case a and 51 in the others.")
    private Integer epochs;

    @Option(names = "--batch", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(names = "--learning-rate", description = "Default: the blog's 8e-4, times the root of 200/channels.")
    private Float learningRate;

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
            names = "--out",
            paramLabel = "FOLDER",
            description = "New or empty folder for the results. Default: the first free one of training-1, ...")
    private Path out;

    /** Does what {@code --help} says. */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Training())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, result) -> {
                    if (!(e instanceof IOException || e instanceof ArithmeticException)) {
                        throw e;
                    }
                    command.getErr().println(e instanceof BadFileException ? e.getMessage() : e.toString());
                    return 1;
                });
    }

    @Override
    public Integer call() throws IOException {
        checkOptions();
        Data data = dataOptions.load();
        if (validation != null) {
            int size = data.train().size();
            require(validation < size, "--validation must leave some of the " + size + " images: " + validation);
            data = data.withValidationImages(validation);
        }
        if (images != null) {
            data = data.withTrainingImages(images);
        }
        Network network = network(data.train().image());
        network.initialize(dataOptions.seed, alpha);
        Results results = Results.in(out, title(data));
        PrintWriter print = spec.commandLine().getOut();
        print.println("case " + title(data));
        print.printf(
                Locale.ROOT,
                "%s, learning rate %.2g, beta2 %s%s%n",
                example.description,
                learningRate,
                beta2,
                example == Case.D ? ", rate of dilation as " + dilation.name().toLowerCase(Locale.ROOT) : "");
        print.println("images: " + data.train().source() + "; " + data.test().size()
                + (validation == null ? " to test" : " training images held out to test"));
        print.println("celu backend: " + Backend.description());
        print.println("results: " + out);
        print.flush();
        train(network, data, results, print);
        return 0;
    }

    private Network network(Shape image) {
        try {
            return new Network(image, channels, new Activation(activation, wrongDerivative));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private void checkOptions() {
        require(channels > 0, "--channels must be positive: " + channels);
        require(images == null || images > 0, "--images must be positive: " + images);
        require(validation == null || validation > 0, "--validation must be positive: " + validation);
        require(epochs == null || epochs > 0, "--epochs must be positive: " + epochs);
        require(batch > 0, "--batch must be positive: " + batch);
        require(
                learningRate == null || learningRate > 0 && learningRate < Float.POSITIVE_INFINITY,
                "--learning-rate must be positive and finite: " + learningRate);
        require(beta2 >= 0 && beta2 < 1, "--beta2 must be from 0 to below 1: " + beta2);
        require(alpha == null || activation.hasAlpha(), "--alpha is for celu and elu");
        require(!learnAlpha || activation.hasAlpha(), "--learn-alpha is for celu and elu");
        require(
                alpha == null || alpha >= 0 && alpha < Float.POSITIVE_INFINITY,
                "--alpha must be finite and not negative: " + alpha);
        require(dilation == null || example == Case.D, "--dilation is for case d");
        require(!inPlace || !example.automatic, "--in-place is for cases c and d");
        require(!inPlace || !learnAlpha, "--learn-alpha needs the inputs that --in-place overwrites");
        if (alpha == null) {
            alpha = activation.defaultAlpha;
        }
        if (learningRate == null) {
            learningRate = (float) (Case.BLOG_LEARNING_RATE * Network.widthScale(channels));
        }
        if (epochs == null) {
            epochs = example.epochs;
        }
        if (dilation == null) {
            dilation = example == Case.D ? BackPropagation.Dilation.LOGGED : BackPropagation.Dilation.NONE;
        }
        if (out == null) {
            out = Results.newFolder();
        }
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private String title(Data data) {
        return String.format(
                Locale.ROOT,
                "%s: %s%s%s%s, %d channels, %,d images, batch %d, seed %d%s",
                example.name().toLowerCase(Locale.ROOT),
                activation,
                activation.hasAlpha() ? " \u03b1 = " + alpha : "",
                learnAlpha ? " learned" : "",
                wrongDerivative ? " with the wrong derivative" : "",
                channels,
                data.train().size(),
                batch,
                dataOptions.seed,
                validation == null ? "" : ", tested on held-out training images");
    }

    private void train(Network network, Data data, Results results, PrintWriter print) throws IOException {
        Supplier<Differentiation> differentiation = () -> example.automatic
                ? new AutomaticDifferentiation(network, learnAlpha)
                : new BackPropagation(network, Trainer.SLICE, dilation, inPlace, learnAlpha);
        Optimizer optimizer = example.optimizer(network.parameters.length, learningRate, beta2);
        Trainer trainer = new Trainer(network, data.scaling(), differentiation, optimizer, batch, dataOptions.seed);
        ModelFile model = new ModelFile(network, data.scaling());
        long start = System.nanoTime();
        for (int epoch = 0; epoch < epochs; epoch++) {
            Score train;
            try (ProgressBar bar = progressBar(epoch, data.train().size(), start)) {
                long before = bar.getCurrent();
                train = trainer.epoch(data.train(), score -> {
                    bar.setExtraMessage(String.format(
                            Locale.ROOT, "loss %.4f, accuracy %.2f %%", score.meanLoss(), 100 * score.accuracy()));
                    bar.stepTo(before + score.images());
                });
            }
            Score test = Trainer.evaluate(network, data.scaling(), data.test());
            double seconds = (System.nanoTime() - start) * 1e-9;
            results.add(new Results.Epoch(train, test, seconds), model);
            print.printf(
                    Locale.ROOT,
                    "epoch %d: training loss %.4f, accuracy %.2f %%; test loss %.4f, accuracy %.2f %%; %.0f s%n",
                    epoch + 1,
                    train.meanLoss(),
                    100 * train.accuracy(),
                    test.meanLoss(),
                    100 * test.accuracy(),
                    seconds);
            print.flush();
        }
        if (learnAlpha) {
            int first = network.alphaIndex(0);
            print.println("learned alphas: "
                    + Arrays.toString(Arrays.copyOfRange(network.parameters, first, network.parameters.length)));
        }
    }

    /** One bar for each epoch, each going on where the last ended, so that it tells the time left of the training. */
    private ProgressBar progressBar(int epoch, int size, long start) {
        return new ProgressBarBuilder()
                .setTaskName("epoch " + (epoch + 1) + "/" + epochs)
                .setInitialMax((long) epochs * size)
                .startsFrom((long) epoch * size, Duration.ofNanos(System.nanoTime() - start))
                .setUpdateIntervalMillis(500)
                .build();
    }
}
