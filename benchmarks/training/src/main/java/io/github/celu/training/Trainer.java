package io.github.celu.training;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Trains a network by mini-batches on all cores. A batch is cut into slices of a fixed size; the gradients of the slices
 * are added in their order, so that the result does not depend on the number of threads.
 */
final class Trainer {
    /** Images of one slice: enough for the matrix products, few enough to keep many cores busy with one batch. */
    static final int SLICE = 5;

    private final Network network;
    private final Scaling scaling;
    private final Optimizer optimizer;
    private final int batch;
    private final Random random;
    private final float[][] gradients;
    private final ThreadLocal<Differentiation> differentiations;
    private int epoch;

    /**
     * @param differentiation makes a way to compute gradients of {@link #SLICE} images, for each thread one
     * @param seed of the order of the images
     */
    Trainer(
            Network network,
            Scaling scaling,
            Supplier<Differentiation> differentiation,
            Optimizer optimizer,
            int batch,
            long seed) {
        this.network = network;
        this.scaling = scaling;
        this.optimizer = optimizer;
        this.batch = batch;
        // Other numbers than those of the weights, which are drawn with the same seed.
        random = new Random(~seed);
        gradients = new float[(batch + SLICE - 1) / SLICE][network.parameters.length];
        differentiations = ThreadLocal.withInitial(differentiation);
    }

    /**
     * Trains once on each image, in random order. The score is that of each batch before the step it leads to.
     *
     * @param progress is told the score so far after each batch
     * @throws ArithmeticException if the loss is no longer a finite number
     */
    Score epoch(Dataset data, Consumer<Score> progress) {
        int[] order = shuffled(data.size());
        Score total = Score.NONE;
        for (int first = 0; first < order.length; first += batch) {
            Score score = step(data, Arrays.copyOfRange(order, first, Math.min(order.length, first + batch)));
            if (!Double.isFinite(score.loss())) {
                throw new ArithmeticException("the loss became " + score.loss() + " in epoch " + (epoch + 1));
            }
            total = total.plus(score);
            progress.accept(total);
        }
        epoch++;
        return total;
    }

    private Score step(Dataset data, int[] images) {
        int slices = (images.length + SLICE - 1) / SLICE;
        Score[] scores = new Score[slices];
        IntStream.range(0, slices).parallel().forEach(s -> {
            int[] slice = Arrays.copyOfRange(images, s * SLICE, Math.min(images.length, (s + 1) * SLICE));
            Arrays.fill(gradients[s], 0f);
            scores[s] = differentiations
                    .get()
                    .addGradient(
                            inputs(data, scaling, slice), labels(data, slice), 1f / images.length, epoch, gradients[s]);
        });
        for (int s = 1; s < slices; s++) {
            for (int i = 0; i < gradients[0].length; i++) {
                gradients[0][i] += gradients[s][i];
            }
        }
        optimizer.step(network.parameters, gradients[0]);
        network.keepAlphasValid();
        return Arrays.stream(scores).reduce(Score.NONE, Score::plus);
    }

    /** The score of a network on all images. */
    static Score evaluate(Network network, Scaling scaling, Dataset data) {
        ThreadLocal<BackPropagation> forward = ThreadLocal.withInitial(
                () -> new BackPropagation(network, SLICE, BackPropagation.Dilation.NONE, true, false));
        int slices = (data.size() + SLICE - 1) / SLICE;
        Score[] scores = new Score[slices];
        IntStream.range(0, slices).parallel().forEach(s -> {
            int[] slice = IntStream.range(s * SLICE, Math.min(data.size(), (s + 1) * SLICE))
                    .toArray();
            float[] outputs = forward.get().forward(inputs(data, scaling, slice), slice.length);
            scores[s] = Softmax.crossEntropy(outputs, labels(data, slice), Network.CLASSES, 1, outputs);
        });
        return Arrays.stream(scores).reduce(Score.NONE, Score::plus);
    }

    private static float[] inputs(Dataset data, Scaling scaling, int[] images) {
        int size = data.image().size();
        float[] x = new float[images.length * size];
        for (int i = 0; i < images.length; i++) {
            scaling.apply(data, images[i], x, i * size);
        }
        return x;
    }

    private static byte[] labels(Dataset data, int[] images) {
        byte[] labels = new byte[images.length];
        for (int i = 0; i < images.length; i++) {
            labels[i] = data.labels()[images[i]];
        }
        return labels;
    }

    private int[] shuffled(int count) {
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
