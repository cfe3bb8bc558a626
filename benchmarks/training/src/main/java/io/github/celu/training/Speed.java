package io.github.celu.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Times steps of a training, and its convolutions alone. */
@Command(
        name = "speed",
        description = {
            "Prints how long a step of a training with these options takes, for each image, the best one of those that fit into"
                    + " the time; then the same for each layer's convolution alone, with both gradients, on one thread.",
            "GFLOP/s count the operations of the convolutions' definition, whatever the program saves of them."
        })
final class Speed implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Option(names = "--seconds", description = "For the steps, and for all layers. Default: ${DEFAULT-VALUE}.")
    private int seconds = 12;

    @Override
    public Integer call() throws IOException {
        if (seconds < 1) {
            throw new ParameterException(spec.commandLine(), "--seconds must be positive: " + seconds);
        }
        NativeCode.chooseFolder();
        settings.complete();
        Data data = settings.load();
        Network network = settings.network(data.train().image());
        Trainer trainer = settings.trainer(
                network,
                data.scaling(),
                settings.optimizer(network),
                data.train().size());
        int images = Math.min(settings.batch, data.train().size());
        int[] batch = IntStream.range(0, images).toArray();
        int cores = Math.min(Runtime.getRuntime().availableProcessors(), Trainer.slices(images));

        PrintWriter print = spec.commandLine().getOut();
        print.println(settings.title());
        print.println(settings.details(data.train().size()));
        print.println("matrix products: " + MatrixProduct.description());
        double step = best(seconds, () -> trainer.step(data.train(), batch)) / images;
        print.printf(
                Locale.ROOT,
                "a step: %.2f ms an image on %d core(s), %.0f GFLOP/s; memory of the process: %.1f GB%n",
                1e3 * step,
                cores,
                1e-9 * network.layers.stream().mapToDouble(Speed::operations).sum() / step,
                1e-9 * Pointer.physicalBytes());
        for (int k = 0; k < network.layers.size(); k++) {
            Layer layer = network.layers.get(k);
            double time = convolution(layer, network.parameters, (double) seconds / network.layers.size());
            print.printf(
                    Locale.ROOT,
                    "layer %d: %.3f ms an image, %.0f GFLOP/s%n",
                    k + 1,
                    1e3 * time,
                    1e-9 * operations(layer) / time);
        }
        return 0;
    }

    /** Additions and multiplications for an image: forward, for the weights' gradient, and for that of the inputs if there is one. */
    private static double operations(Layer layer) {
        boolean first = layer.weights() == 0;
        return (first ? 2 : 3) * 2.0 * layer.input().pixels() * layer.fanIn() * layer.channels();
    }

    /** Seconds an image. */
    private static double convolution(Layer layer, float[] parameters, double seconds) {
        Convolution convolution = Convolution.of(layer);
        float[] x = new float[Trainer.SLICE * layer.input().size()];
        float[] y = new float[Trainer.SLICE * layer.output().size()];
        float[] dx = layer.weights() == 0 ? null : new float[x.length];
        float[] gradient = new float[parameters.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i % 17) / 17f;
        }
        return best(seconds, () -> {
                    convolution.forward(x, parameters, y, Trainer.SLICE);
                    convolution.backward(y, x, parameters, gradient, dx, Trainer.SLICE);
                })
                / Trainer.SLICE;
    }

    /** Seconds of the fastest run, of two at least. */
    private static double best(double seconds, Runnable run) {
        double best = Double.POSITIVE_INFINITY;
        long start = System.nanoTime();
        int runs = 0;
        do {
            long before = System.nanoTime();
            run.run();
            best = Math.min(best, 1e-9 * (System.nanoTime() - before));
            runs++;
        } while (runs < 2 || System.nanoTime() - start < 1e9 * seconds);
        return best;
    }
}
