package io.github.celu.training;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Scores a network, again and again while it is trained, on all cores. */
final class Evaluation {
    private final Scaling scaling;
    private final ThreadLocal<BackPropagation> networks;

    Evaluation(Network network, Scaling scaling) {
        this.scaling = scaling;
        networks = ThreadLocal.withInitial(
                () -> new BackPropagation(network, Trainer.SLICE, BackPropagation.Dilation.NONE, true, false));
    }

    /** The score on all images. */
    Score score(Dataset data) {
        Score[] scores = new Score[Trainer.slices(data.size())];
        IntStream.range(0, scores.length).parallel().forEach(s -> {
            int from = s * Trainer.SLICE;
            int[] slice = IntStream.range(from, Math.min(data.size(), from + Trainer.SLICE))
                    .toArray();
            float[] outputs = networks.get().forward(scaling.inputs(data, slice), slice.length);
            scores[s] = Softmax.crossEntropy(outputs, data.labels(slice), Network.CLASSES, 1, outputs);
        });
        return Arrays.stream(scores).reduce(Score.NONE, Score::plus);
    }
}
