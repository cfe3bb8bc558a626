package io.github.celu.training;

/**
 * The learning rate of each step. It falls from the first to the last along half a wave of the cosine (Loshchilov and
 * Hutter 2017); if both are the same it is constant.
 *
 * @param steps how many the whole training has
 */
record Schedule(float first, float last, long steps) {
    /** @param step counted from 0 */
    float rate(long step) {
        if (first == last) {
            return first;
        }
        // StrictMath, because the same seed is to give the same bits on every machine.
        double part = 0.5 + 0.5 * StrictMath.cos(StrictMath.PI * step / steps);
        return (float) (last + (first - last) * part);
    }
}
