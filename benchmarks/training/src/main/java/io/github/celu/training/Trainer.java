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
    /** Images of one slice: enough for the matrix products, few enough to keep some cores busy with one batch. */
    static final int SLICE = 20;

    /** Gradients kept at a time, so that large batches need no more memory. */
    private static final int GRADIENTS = 16;

    private final Network network;
    private final Scaling scaling;
    private final Optimizer optimizer;
    private final Schedule schedule;
    private final int batch;
    private final Random random;
    private final float[][] gradients;
    private final float[] gradient;
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
            Schedule schedule,
            int batch,
            long seed) {
        this.network = network;
        this.scaling = scaling;
        this.optimizer = optimizer;
        this.schedule = schedule;
        this.batch = batch;
        // Other numbers than those of the weights, which are drawn with the same seed.
        random = new Random(~seed);
        gradients = new float[Math.min(GRADIENTS, slices(batch))][network.parameters.length];
        gradient = new float[network.parameters.length];
        differentiations = ThreadLocal.withInitial(differentiation);
    }

    static int slices(int images) {
        return (images + SLICE - 1) / SLICE;
    }

    /** Leaves out epochs that an earlier training has done: the order of the images goes on from there. */
    void skip(Dataset data, int epochs) {
        for (int i = 0; i < epochs; i++) {
            shuffled(data.size());
        }
        epoch += epochs;
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

    /** Trains on these images, once. */
    Score step(Dataset data, int[] images) {
        Score[] scores = new Score[slices(images.length)];
        Arrays.fill(gradient, 0f);
        for (int first = 0; first < scores.length; first += GRADIENTS) {
            int count = Math.min(GRADIENTS, scores.length - first);
            int start = first;
            IntStream.range(0, count).parallel().forEach(i -> {
                int from = (start + i) * SLICE;
                int[] slice = Arrays.copyOfRange(images, from, Math.min(images.length, from + SLICE));
                Arrays.fill(gradients[i], 0f);
                scores[start + i] = differentiations
                        .get()
                        .addGradient(
                                scaling.inputs(data, slice),
                                data.labels(slice),
                                1f / images.length,
                                epoch,
                                gradients[i]);
            });
            for (int s = 0; s < count; s++) {
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] += gradients[s][i];
                }
            }
        }
        optimizer.step(schedule.rate(optimizer.steps()), network.parameters, gradient);
        network.keepAlphasValid();
        return Arrays.stream(scores).reduce(Score.NONE, Score::plus);
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
