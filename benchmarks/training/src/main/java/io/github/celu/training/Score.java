package io.github.celu.training;

/**
 * How well some images were classified.
 *
 * @param loss sum of the cross-entropies
 * @param correct how many images have their largest output at their label
 */
record Score(double loss, int correct, int images) {
    static final Score NONE = new Score(0, 0, 0);

    Score plus(Score other) {
        return new Score(loss + other.loss, correct + other.correct, images + other.images);
    }

    double meanLoss() {
        return loss / images;
    }

    double accuracy() {
        return (double) correct / images;
    }
}
