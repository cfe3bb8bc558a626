package io.github.celu.training;

import io.github.celu.Backend;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: trains the network in one of the blog's cases. */
@Command(
        name = "training",
        usageHelpAutoWidth = true,
        subcommands = {Evaluate.class, Curves.class, Speed.class},
        description = {
            "Trains a network of seven convolutions with CELU, as in the blog post of J. D. Seo.",
            "After each epoch the folder of the results has log.csv, curve.svg, curve.png, model.bin and checkpoint.bin;"
                    + " who stops the program keeps those of the last whole epoch, and can go on from there."
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

    @Mixin
    private Settings settings;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "New or empty folder for the results. Default: the first free one of training-1, ...")
    private Path out;

    @Option(
            names = "--resume",
            paramLabel = "FOLDER",
            description =
                    "Go on with the training whose results are there, after its last whole epoch: with its options"
                            + " and the same bits as if it had never stopped. More --epochs may be asked for if the learning rate"
                            + " is constant, and --data may have moved.")
    private Path resume;

    /** Does what {@code --help} says. */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        System.exit(run(commandLine(), args));
    }

    static int run(CommandLine commandLine, String... args) {
        try {
            return commandLine.execute(args);
        } catch (OutOfMemoryError e) {
            commandLine
                    .getErr()
                    .println("not enough memory" + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")")
                            + ": fewer --channels or --images need less, and -Xmx gives more");
            return 1;
        } catch (LinkageError e) {
            commandLine
                    .getErr()
                    .println("cannot load the native code of the matrix products, which is unpacked to "
                            + NativeCode.folder() + ", where there must be room and code may run: " + e);
            return 1;
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Training())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, args) -> {
                    CommandLine command = e.getCommandLine();
                    command.getErr().println(e.getMessage());
                    command.getErr().println("(--help lists the options)");
                    return command.getCommandSpec().exitCodeOnInvalidInput();
                })
                .setExecutionStrategy(result -> {
                    for (OptionSpec option : result.hasSubcommand() ? result.matchedOptions() : List.<OptionSpec>of()) {
                        if (!option.usageHelp()) {
                            String command = result.subcommand().commandSpec().name();
                            boolean known = result.subcommand().commandSpec().findOption(option.longestName()) != null;
                            throw new ParameterException(
                                    result.commandSpec().commandLine(),
                                    option.longestName()
                                            + (known ? " must stand after " : " is not an option of ")
                                            + command);
                        }
                    }
                    return new CommandLine.RunLast().execute(result);
                })
                .setExecutionExceptionHandler((e, command, result) -> {
                    if (!(e instanceof IOException || e instanceof ArithmeticException)) {
                        throw e;
                    }
                    command.getErr().println(problem(e));
                    return 1;
                });
    }

    private static String problem(Exception e) {
        if (e instanceof AccessDeniedException) {
            return ((AccessDeniedException) e).getFile() + ": access denied";
        }
        return e instanceof BadFileException || e instanceof ArithmeticException ? e.getMessage() : e.toString();
    }

    @Override
    public Integer call() throws IOException {
        NativeCode.chooseFolder();
        return resume == null ? begin() : goOn();
    }

    private int begin() throws IOException {
        settings.complete();
        Data data = settings.load();
        Network network = settings.network(data.train().image());
        try (Results results = out == null ? Results.inNewFolder(Path.of("")) : Results.in(out)) {
            return train(settings, data, network, settings.optimizer(network), results);
        }
    }

    private int goOn() throws IOException {
        require(out == null, "--out is for new results; --resume goes on in the same folder");
        Path file = resume.resolve(Checkpoint.NAME);
        try (Results results = Results.of(resume)) {
            Checkpoint checkpoint = Checkpoint.read(file);
            Settings saved;
            try {
                saved = Settings.of(checkpoint.settings());
            } catch (ParameterException e) {
                throw new BadFileException(file, "wrong contents: " + e.getMessage());
            }
            int done = checkpoint.epochs().size();
            adopt(saved, done);
            Data data;
            Network network;
            try {
                data = saved.load();
                require(data.checksum() == checkpoint.data(), "--data: not the images of " + file);
                network = saved.network(data.train().image());
            } catch (ParameterException e) {
                if (e.getCommandLine() == spec.commandLine()) {
                    throw e;
                }
                throw new BadFileException(file, "does not fit the images: " + e.getMessage());
            }
            Optimizer optimizer = saved.optimizer(network);
            checkpoint.restore(network, optimizer);
            long steps = (long) done * saved.steps(data.train().size());
            if (optimizer.steps() != steps) {
                throw new BadFileException(file, "wrong contents: " + optimizer.steps() + " steps, not " + steps);
            }
            int[] images = {data.train().size(), data.test().size()};
            for (Results.Epoch epoch : checkpoint.epochs()) {
                if (epoch.train().images() != images[0] || epoch.test().images() != images[1]) {
                    throw new BadFileException(file, "wrong contents: scores of other numbers of images");
                }
            }
            results.resume(checkpoint.epochs());
            if (!checkpoint.product().equals(MatrixProduct.description())) {
                spec.commandLine()
                        .getErr()
                        .println("the earlier epochs ran on " + checkpoint.product() + ", which may round otherwise");
            }
            return train(saved, data, network, optimizer, results);
        }
    }

    /** Checks that the options given now are those of the training, and takes those that may differ. */
    private void adopt(Settings saved, int done) {
        Map<String, String> given = settings.toMap();
        Map<String, String> earlier = saved.toMap();
        List<OptionSpec> options = spec.commandLine().getParseResult().matchedOptions();
        for (OptionSpec option : options) {
            String name = option.longestName();
            if (name.equals("--epochs") && saved.openEnd()) {
                require(settings.epochs >= done, "--epochs must not be below the " + done + " that are done");
                saved.epochs = settings.epochs;
            } else if (name.equals("--data")) {
                saved.data.folder = settings.data.folder;
            } else if (given.containsKey(name) && !given.get(name).equals(earlier.get(name))) {
                throw new ParameterException(
                        spec.commandLine(),
                        name + " " + given.get(name) + " does not fit the checkpoint, which has "
                                + (earlier.get(name) == null ? "none" : earlier.get(name)));
            }
        }
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private int train(Settings run, Data data, Network network, Optimizer optimizer, Results results)
            throws IOException {
        PrintWriter print = spec.commandLine().getOut();
        int size = data.train().size();
        String details = run.details(size);
        print.println(run.title());
        print.println(details);
        print.println("images: " + data.train().source() + "; " + data.test().size()
                + (run.validation == null ? " to test" : " training images held out to test"));
        print.println("celu backend: " + Backend.description());
        String wanted = System.getenv("OPENBLAS_CORETYPE");
        boolean chosen = wanted != null
                && List.of(MatrixProduct.description().toLowerCase(Locale.ROOT).split(" "))
                        .contains(wanted.toLowerCase(Locale.ROOT));
        print.println("matrix products: " + MatrixProduct.description()
                + (chosen
                        ? ", as OPENBLAS_CORETYPE wants"
                        : wanted == null ? "" : ", not OPENBLAS_CORETYPE=" + wanted));
        print.println("results: " + results.folder);
        print.flush();

        Scaling scaling = data.scaling();
        Trainer trainer = run.trainer(network, scaling, optimizer, size);
        Evaluation evaluation = new Evaluation(network, scaling);
        int done = results.epochs().size();
        trainer.skip(data.train(), done);
        double before = done == 0 ? 0 : results.epochs().get(done - 1).seconds();
        long checksum = data.checksum();
        ModelFile model = new ModelFile(network, scaling);
        boolean interactive = Progress.interactive();
        long start = System.nanoTime();
        if (done > 0) {
            // Killed while it replaced the files, the program may have left the others one epoch behind the checkpoint.
            write(run, details, model, null, results);
        }
        for (int epoch = done; epoch < run.epochs; epoch++) {
            Score train;
            try (Progress progress = new Progress(epoch, run.epochs, size, done, start, interactive)) {
                train = trainer.epoch(data.train(), progress::show);
            }
            Score test = evaluation.score(data.test());
            if (!Double.isFinite(test.loss())) {
                throw new ArithmeticException("the loss on the test images became " + test.loss());
            }
            double seconds = before + (System.nanoTime() - start) * 1e-9;
            results.add(new Results.Epoch(train, test, seconds));
            byte[] checkpoint = Checkpoint.toBytes(run.toMap(), checksum, results.epochs(), network, optimizer);
            write(run, details, model, checkpoint, results);
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
        if (done >= run.epochs) {
            print.println("all " + done + " epochs are done");
        }
        for (int k = 0; run.learnAlpha != null && k < network.layers.size(); k++) {
            DoubleSummaryStatistics alphas = new DoubleSummaryStatistics();
            for (float alpha : network.alphas(k)) {
                alphas.accept(alpha);
            }
            print.printf(
                    Locale.ROOT,
                    "learned alpha of layer %d: %s%n",
                    k + 1,
                    run.learnAlpha == Settings.LearnedAlpha.LAYER
                            ? String.format(Locale.ROOT, "%.4f", alphas.getMin())
                            : String.format(
                                    Locale.ROOT,
                                    "from %.4f to %.4f, mean %.4f",
                                    alphas.getMin(),
                                    alphas.getMax(),
                                    alphas.getAverage()));
        }
        return 0;
    }

    /** @param checkpoint null where the one that is there stays */
    private void write(Settings run, String details, ModelFile model, byte[] checkpoint, Results results)
            throws IOException {
        results.write(
                run.title() + "\n" + details,
                model,
                checkpoint,
                spec.commandLine().getErr()::println);
    }
}
