package io.github.celu;

import io.github.celu.internal.Arguments;
import io.github.celu.internal.DoubleArrays;
import io.github.celu.internal.DoubleChannels;
import io.github.celu.internal.FloatArrays;
import io.github.celu.internal.FloatChannels;
import io.github.celu.internal.kernel.DoubleKernel;
import io.github.celu.internal.kernel.FloatKernel;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/**
 * The exponential linear unit
 *
 * <pre>
 *   ELU(x, α) = x for x &gt;= 0,  α·expm1(x) for x &lt; 0
 * </pre>
 *
 * of D. Clevert, T. Unterthiner and S. Hochreiter, 2015 (arXiv 1511.07289), equation (1) of J. T. Barron, 2017 (arXiv
 * 1704.07483), and its derivatives. The derivative in x jumps at 0, from α to 1, unless α = 1; that of {@link CELU} does not.
 * The derivative at 0 is 1, the one of the branch x &gt;= 0, as in the paper; PyTorch gives α.
 *
 * <pre>{@code
 * float value = ELU.apply(-1.5f, 2f);           // one number
 * float[] x = {-3, -1, 0, 1};
 * float[] y = ELU.apply(x, 2f);                 // {-1.9004259f, -1.2642411f, 0, 1}
 * float[] dy = {1, 1, 1, 1};
 * float[] dx = new float[4];
 * ELU.backward(dy, x, dx, 2f);                  // dx is {0.099574134f, 0.7357589f, 1, 1}
 * double dAlpha = ELU.backwardAlpha(dy, x, 2f); // for an α that is learned
 * }</pre>
 *
 * <table class="plain">
 * <caption>Special cases</caption>
 * <tr><th>x or alpha</th><th>{@link #apply(float, float) apply}</th><th>{@link #gradient(float, float) gradient}</th><th>{@link
 * #gradientAlpha(float, float) gradientAlpha}</th><th>{@link #secondDerivative(float, float) secondDerivative}</th></tr>
 * <tr><td>x is NaN</td><td>NaN</td><td>NaN</td><td>NaN</td><td>NaN</td></tr>
 * <tr><td>x = ±0</td><td>±0</td><td>1</td><td>0</td><td>0</td></tr>
 * <tr><td>x = +∞</td><td>+∞</td><td>1</td><td>0</td><td>0</td></tr>
 * <tr><td>x = −∞, alpha &gt; 0</td><td>−alpha</td><td>0</td><td>−1</td><td>0</td></tr>
 * <tr><td>alpha = 0, x &lt; 0</td><td>0</td><td>0</td><td>expm1(x)</td><td>0</td></tr>
 * </table>
 *
 * <p>The error bounds are against the exact real function of the given x and alpha, and
 * hold for every alpha down to the smallest subnormal and up to the largest finite number, with gradual underflow. A
 * scalar call, an array or buffer element at any place, every backend and every JVM give the same bits, unless the result is NaN.
 *
 * <p><b>Integers.</b> Java converts an argument of type int, long, short, byte or char to float, the narrower of the two types
 * here: {@code ELU.apply(-1)} is {@code ELU.apply(-1f)}, also as {@code IntStream.mapToDouble(ELU::apply)}. The result has the
 * precision of a float, and an integer above 2<sup>24</sup> is rounded first. For a double write {@code ELU.apply(-1d)}, {@code
 * ELU.apply(-1, 1d)}, {@code IntStream.asDoubleStream().map(ELU::apply)}.
 *
 * <p><b>Arrays</b> have one form for whole arrays of the same length and one for ranges: xOffset is the index of the first
 * element in x, and length the number of elements of each range. x, dy, and in {@code backwardFromOutput} y, are inputs, all
 * others are written: dy is the derivative of a loss in y = apply(x), dx that in x, dydx, dyda and d2ydx2 are derivatives of y.
 * The arrays may be the same, also an input and an output; where ranges of one array overlap in part, the result is as if the
 * inputs had been copied first. Nothing outside the output range is written. <b>Buffers</b> may be direct or not and of any byte
 * order. A call works on their remaining elements, the same number in each; all positions end at their limits, or stay where they
 * are if the call fails. An input and an output may be one buffer, or start at the same element. Buffers may overlap in part, as
 * ranges may, if each one in the call has an {@linkplain java.nio.Buffer#hasArray() accessible array}; otherwise the overlap
 * cannot be seen, and results may be wrong.
 *
 * <p><b>An α for each channel</b> is given by an array alpha and the length inner of a run of one channel: element i of the range
 * belongs to channel (i / inner) mod alpha.length, and the number of elements is a multiple of alpha.length·inner. For arrays
 * in the order N×C×H×W inner is H·W, for N×H×W×C it is 1. Each element has the bits of the scalar call with its alpha.
 *
 * <p><b>Errors.</b> All checks come before the first write, so a failed call leaves the output as it was. Every method throws
 * <ul>
 * <li>an {@link IllegalArgumentException} if alpha is NaN, negative or infinite, if arrays or buffers have different lengths,
 * and, with an α for each channel, if there is no channel, inner is below 1, or the length is no multiple of alpha.length·inner;
 * <li>a {@link NullPointerException} if an array or a buffer is null;
 * <li>an {@link IndexOutOfBoundsException} if a range does not lie within its array;
 * <li>a {@link java.nio.ReadOnlyBufferException} if an output buffer is read-only.
 * </ul>
 * With length 0 nothing happens after the checks, except that dalpha is set to 0.
 *
 * <p><b>Allocation.</b> Warm calls allocate nothing but
 * <ul>
 * <li>new arrays that they return;
 * <li>a block of constant size where ranges overlap in part, with channels for each run, and for buffers;
 * <li>a copy of one input where dx overlaps dy and x in opposite directions, or where ranges of {@code applyAndGradient} overlap
 * in part;
 * <li>a double for each channel where dalpha is another argument, too, or dy, x and dx are one array;
 * <li>scratch where several threads call at the same time, of constant size, and with channels in proportion to their number;
 * <li>the coefficients of an alpha, 40 to 600 bytes, if they are not kept: each function keeps those of up to 256 alphas, fewer
 * where two need the same place.
 * </ul>
 * All methods are thread-safe.
 */
public final class ELU {
    private ELU() {}

    /**
     * Returns {@link #apply(float, float) apply(x, 1)}, that is x for x &gt;= 0 and expm1(x) for x &lt; 0; error below 1 ulp,
     * non-decreasing in x.
     *
     * @param x the argument
     * @return the value
     */
    public static float apply(float x) {
        return apply(x, 1f);
    }

    /**
     * Returns x for x &gt;= 0 and α·expm1(x) for x &lt; 0 (Barron 2017, equation (1)). Error below 1 ulp;
     * non-decreasing in x; never below −alpha.
     *
     * @param x the argument
     * @param alpha α, finite and not negative
     * @return the value
     */
    public static float apply(float x, float alpha) {
        return FloatKernel.scalarElu(alpha).value(x);
    }

    /**
     * Returns {@link #gradient(float, float) gradient(x, 1)}, that is 1 for x &gt;= 0 and exp(x) for x &lt; 0; error below 1 ulp,
     * non-decreasing in x.
     *
     * @param x the argument
     * @return the derivative in x
     */
    public static float gradient(float x) {
        return gradient(x, 1f);
    }

    /**
     * Returns the derivative in x: 1 for x &gt;= 0 and α·exp(x) for x &lt; 0 (equation (2)). Error below 1 ulp;
     * non-decreasing in x on either side of 0; PyTorch gives alpha, not 1, at x = 0.
     *
     * @param x the argument
     * @param alpha α, finite and not negative
     * @return the derivative in x
     */
    public static float gradient(float x, float alpha) {
        return FloatKernel.scalarElu(alpha).derivative(x);
    }

    /**
     * Returns the derivative in alpha: 0 for x &gt;= 0 and expm1(x) for x &lt; 0, from −1 to 0. Error below 1 ulp.
     *
     * @param x the argument
     * @param alpha α, finite and not negative
     * @return the derivative in α
     */
    public static float gradientAlpha(float x, float alpha) {
        return FloatKernel.expm1(alpha).leftValue(x);
    }

    /**
     * Returns the second derivative in x: 0 for x &gt;= 0 and α·exp(x) for x &lt; 0. Error below 2 ulp.
     *
     * @param x the argument
     * @param alpha α, finite and not negative
     * @return the second derivative in x
     */
    public static float secondDerivative(float x, float alpha) {
        return FloatKernel.scalarEluSecond(alpha).derivative(x);
    }

    /** Returns a new array with {@link #apply(float, float) apply(x[i], 1)}. */
    public static float[] apply(float[] x) {
        return apply(x, 1f);
    }

    /** Returns a new array with {@link #apply(float, float) apply(x[i], alpha)}. */
    public static float[] apply(float[] x, float alpha) {
        float[] y = new float[Arguments.length(x, "x")];
        apply(x, y, alpha);
        return y;
    }

    /** Sets y[i] to {@link #apply(float, float) apply(x[i], alpha)}. */
    public static void apply(float[] x, float[] y, float alpha) {
        Arguments.sameLength(Arguments.length(x, "x"), "x", Arguments.length(y, "y"), "y");
        apply(x, 0, y, 0, x.length, alpha);
    }

    /** Sets y[yOffset + i] to {@link #apply(float, float) apply(x[xOffset + i], alpha)} for 0 &lt;= i &lt; length. */
    public static void apply(float[] x, int xOffset, float[] y, int yOffset, int length, float alpha) {
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(y, "y", yOffset, length);
        FloatArrays.value(FloatKernel.elu(alpha), x, xOffset, y, yOffset, length);
    }

    /** Sets the elements of y to {@link #apply(float, float) apply(x, alpha)} of those of x. */
    public static void apply(FloatBuffer x, FloatBuffer y, float alpha) {
        Arguments.sameLength(Arguments.remaining(x, "x"), "x", Arguments.remaining(y, "y"), "y");
        Arguments.writable(y);
        FloatArrays.value(FloatKernel.elu(alpha), x, y);
    }

    /** Returns a new array with {@link #gradient(float, float) gradient(x[i], 1)}. */
    public static float[] gradient(float[] x) {
        return gradient(x, 1f);
    }

    /** Returns a new array with {@link #gradient(float, float) gradient(x[i], alpha)}. */
    public static float[] gradient(float[] x, float alpha) {
        float[] dydx = new float[Arguments.length(x, "x")];
        gradient(x, dydx, alpha);
        return dydx;
    }

    /** Sets dydx[i] to {@link #gradient(float, float) gradient(x[i], alpha)}. */
    public static void gradient(float[] x, float[] dydx, float alpha) {
        Arguments.sameLength(Arguments.length(x, "x"), "x", Arguments.length(dydx, "dydx"), "dydx");
        gradient(x, 0, dydx, 0, x.length, alpha);
    }

    /** Sets dydx[dydxOffset + i] to {@link #gradient(float, float) gradient(x[xOffset + i], alpha)} for 0 &lt;= i &lt; length. */
    public static void gradient(float[] x, int xOffset, float[] dydx, int dydxOffset, int length, float alpha) {
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(dydx, "dydx", dydxOffset, length);
        FloatArrays.derivative(FloatKernel.elu(alpha), x, xOffset, dydx, dydxOffset, length);
    }

    /** Sets the elements of dydx to {@link #gradient(float, float) gradient(x, alpha)} of those of x. */
    public static void gradient(FloatBuffer x, FloatBuffer dydx, float alpha) {
        Arguments.sameLength(Arguments.remaining(x, "x"), "x", Arguments.remaining(dydx, "dydx"), "dydx");
        Arguments.writable(dydx);
        FloatArrays.derivative(FloatKernel.elu(alpha), x, dydx);
    }

    /** Returns a new array with {@link #gradientAlpha(float, float) gradientAlpha(x[i], alpha)}. */
    public static float[] gradientAlpha(float[] x, float alpha) {
        float[] dyda = new float[Arguments.length(x, "x")];
        gradientAlpha(x, dyda, alpha);
        return dyda;
    }

    /** Sets dyda[i] to {@link #gradientAlpha(float, float) gradientAlpha(x[i], alpha)}. */
    public static void gradientAlpha(float[] x, float[] dyda, float alpha) {
        Arguments.sameLength(Arguments.length(x, "x"), "x", Arguments.length(dyda, "dyda"), "dyda");
        gradientAlpha(x, 0, dyda, 0, x.length, alpha);
    }

    /**
     * Sets dyda[dydaOffset + i] to {@link #gradientAlpha(float, float) gradientAlpha(x[xOffset + i], alpha)} for 0 &lt;= i &lt;
     * length.
     */
    public static void gradientAlpha(float[] x, int xOffset, float[] dyda, int dydaOffset, int length, float alpha) {
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(dyda, "dyda", dydaOffset, length);
        FloatArrays.alphaDerivative(FloatKernel.expm1(alpha), x, xOffset, dyda, dydaOffset, length);
    }

    /** Sets the elements of dyda to {@link #gradientAlpha(float, float) gradientAlpha(x, alpha)} of those of x. */
    public static void gradientAlpha(FloatBuffer x, FloatBuffer dyda, float alpha) {
        Arguments.sameLength(Arguments.remaining(x, "x"), "x", Arguments.remaining(dyda, "dyda"), "dyda");
        Arguments.writable(dyda);
        FloatArrays.alphaDerivative(FloatKernel.expm1(alpha), x, dyda);
    }

    /** Returns a new array with {@link #secondDerivative(float, float) secondDerivative(x[i], alpha)}. */
    public static float[] secondDerivative(float[] x, float alpha) {
        float[] d2ydx2 = new float[Arguments.length(x, "x")];
        secondDerivative(x, d2ydx2, alpha);
        return d2ydx2;
    }

    /** Sets d2ydx2[i] to {@link #secondDerivative(float, float) secondDerivative(x[i], alpha)}. */
    public static void secondDerivative(float[] x, float[] d2ydx2, float alpha) {
        Arguments.sameLength(Arguments.length(x, "x"), "x", Arguments.length(d2ydx2, "d2ydx2"), "d2ydx2");
        secondDerivative(x, 0, d2ydx2, 0, x.length, alpha);
    }

    /**
     * Sets d2ydx2[d2ydx2Offset + i] to {@link #secondDerivative(float, float) secondDerivative(x[xOffset + i], alpha)} for 0
     * &lt;= i &lt; length.
     */
    public static void secondDerivative(
            float[] x, int xOffset, float[] d2ydx2, int d2ydx2Offset, int length, float alpha) {
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(d2ydx2, "d2ydx2", d2ydx2Offset, length);
        FloatArrays.derivative(FloatKernel.eluSecond(alpha), x, xOffset, d2ydx2, d2ydx2Offset, length);
    }

    /** Sets the elements of d2ydx2 to {@link #secondDerivative(float, float) secondDerivative(x, alpha)} of those of x. */
    public static void secondDerivative(FloatBuffer x, FloatBuffer d2ydx2, float alpha) {
        Arguments.sameLength(Arguments.remaining(x, "x"), "x", Arguments.remaining(d2ydx2, "d2ydx2"), "d2ydx2");
        Arguments.writable(d2ydx2);
        FloatArrays.derivative(FloatKernel.eluSecond(alpha), x, d2ydx2);
    }

    /**
     * Sets dx[i] to dy[i]·{@link #gradient(float, float) gradient(x[i], alpha)}. This is the step of back-propagation; the
     * product is rounded once more.
     */
    public static void backward(float[] dy, float[] x, float[] dx, float alpha) {
        Arguments.sameLength(Arguments.length(dy, "dy"), "dy", Arguments.length(x, "x"), "x");
        Arguments.sameLength(x.length, "x", Arguments.length(dx, "dx"), "dx");
        backward(dy, 0, x, 0, dx, 0, x.length, alpha);
    }

    /**
     * As {@link #backward(float[], float[], float[], float) backward}, for ranges: length elements of each array, from its
     * offset on.
     */
    public static void backward(
            float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset, int length, float alpha) {
        Arguments.range(dy, "dy", dyOffset, length);
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(dx, "dx", dxOffset, length);
        FloatArrays.backward(FloatKernel.elu(alpha), dy, dyOffset, x, xOffset, dx, dxOffset, length);
    }

    /** As {@link #backward(float[], float[], float[], float) backward}, for the remaining elements of buffers. */
    public static void backward(FloatBuffer dy, FloatBuffer x, FloatBuffer dx, float alpha) {
        Arguments.sameLength(Arguments.remaining(dy, "dy"), "dy", Arguments.remaining(x, "x"), "x");
        Arguments.sameLength(x.remaining(), "x", Arguments.remaining(dx, "dx"), "dx");
        Arguments.writable(dx);
        FloatArrays.backward(FloatKernel.elu(alpha), dy, x, dx);
    }

    /**
     * Sets dx[i] to dy[i]·{@link #gradient(float, float) gradient(x, alpha)} where y[i] = {@link #apply(float, float) apply(x,
     * alpha)}, for networks that overwrite x. It uses α + y for y &lt; 0, and cannot know more than y tells: it loses relative
     * accuracy as y nears −alpha, and has no bound in ulps. For alpha &gt; 0
     * and y &lt; −alpha, which is no output, that factor is negative. For alpha = 0 dx is dy for y &gt; 0 and 0 elsewhere, or NaN
     * where dy or y is.
     */
    public static void backwardFromOutput(float[] dy, float[] y, float[] dx, float alpha) {
        Arguments.sameLength(Arguments.length(dy, "dy"), "dy", Arguments.length(y, "y"), "y");
        Arguments.sameLength(y.length, "y", Arguments.length(dx, "dx"), "dx");
        backwardFromOutput(dy, 0, y, 0, dx, 0, y.length, alpha);
    }

    /**
     * As {@link #backwardFromOutput(float[], float[], float[], float) backwardFromOutput}, for ranges: length elements of each
     * array, from its offset on.
     */
    public static void backwardFromOutput(
            float[] dy, int dyOffset, float[] y, int yOffset, float[] dx, int dxOffset, int length, float alpha) {
        Arguments.range(dy, "dy", dyOffset, length);
        Arguments.range(y, "y", yOffset, length);
        Arguments.range(dx, "dx", dxOffset, length);
        FloatArrays.backwardFromOutput(FloatKernel.elu(alpha), dy, dyOffset, y, yOffset, dx, dxOffset, length);
    }

    /**
     * As {@link #backwardFromOutput(float[], float[], float[], float) backwardFromOutput}, for the remaining elements of
     * buffers.
     */
    public static void backwardFromOutput(FloatBuffer dy, FloatBuffer y, FloatBuffer dx, float alpha) {
        Arguments.sameLength(Arguments.remaining(dy, "dy"), "dy", Arguments.remaining(y, "y"), "y");
        Arguments.sameLength(y.remaining(), "y", Arguments.remaining(dx, "dx"), "dx");
        Arguments.writable(dx);
        FloatArrays.backwardFromOutput(FloatKernel.elu(alpha), dy, y, dx);
    }

    /**
     * Sets y[i] to {@link #apply(float, float) apply(x[i], alpha)} and dydx[i] to {@link #gradient(float, float) gradient(x[i],
     * alpha)} in one pass. Elements that y and dydx share get the derivative.
     */
    public static void applyAndGradient(float[] x, float[] y, float[] dydx, float alpha) {
        Arguments.sameLength(Arguments.length(x, "x"), "x", Arguments.length(y, "y"), "y");
        Arguments.sameLength(y.length, "y", Arguments.length(dydx, "dydx"), "dydx");
        applyAndGradient(x, 0, y, 0, dydx, 0, x.length, alpha);
    }

    /**
     * As {@link #applyAndGradient(float[], float[], float[], float) applyAndGradient}, for ranges: length elements of each
     * array, from its offset on.
     */
    public static void applyAndGradient(
            float[] x, int xOffset, float[] y, int yOffset, float[] dydx, int dydxOffset, int length, float alpha) {
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(y, "y", yOffset, length);
        Arguments.range(dydx, "dydx", dydxOffset, length);
        FloatArrays.valueAndDerivative(FloatKernel.elu(alpha), x, xOffset, y, yOffset, dydx, dydxOffset, length);
    }

    /** As {@link #applyAndGradient(float[], float[], float[], float) applyAndGradient}, for the remaining elements of buffers. */
    public static void applyAndGradient(FloatBuffer x, FloatBuffer y, FloatBuffer dydx, float alpha) {
        Arguments.sameLength(Arguments.remaining(x, "x"), "x", Arguments.remaining(y, "y"), "y");
        Arguments.sameLength(y.remaining(), "y", Arguments.remaining(dydx, "dydx"), "dydx");
        Arguments.writable(y);
        Arguments.writable(dydx);
        FloatArrays.valueAndDerivative(FloatKernel.elu(alpha), x, y, dydx);
    }

    /**
     * Returns the sum of dy[i]·{@link #gradientAlpha(float, float) gradientAlpha(x[i], alpha)}, the derivative of a network in
     * alpha. It is summed in double, in one order for all backends and JVMs: term i to partial sum i mod 512, and then these in
     * halves.
     */
    public static double backwardAlpha(float[] dy, float[] x, float alpha) {
        Arguments.sameLength(Arguments.length(dy, "dy"), "dy", Arguments.length(x, "x"), "x");
        return backwardAlpha(dy, 0, x, 0, x.length, alpha);
    }

    /**
     * As {@link #backwardAlpha(float[], float[], float) backwardAlpha}, for ranges: length elements of each array, from its
     * offset on.
     */
    public static double backwardAlpha(float[] dy, int dyOffset, float[] x, int xOffset, int length, float alpha) {
        Arguments.range(dy, "dy", dyOffset, length);
        Arguments.range(x, "x", xOffset, length);
        return FloatArrays.backwardAlpha(FloatKernel.expm1(alpha), dy, dyOffset, x, xOffset, length);
    }

    /** As {@link #backwardAlpha(float[], float[], float) backwardAlpha}, for the remaining elements of buffers. */
    public static double backwardAlpha(FloatBuffer dy, FloatBuffer x, float alpha) {
        Arguments.sameLength(Arguments.remaining(dy, "dy"), "dy", Arguments.remaining(x, "x"), "x");
        return FloatArrays.backwardAlpha(FloatKernel.expm1(alpha), dy, x);
    }

    /**
     * Sets dx as {@link #backward(float[], float[], float[], float)} does, and returns the sum that {@link
     * #backwardAlpha(float[], float[], float)} returns, with their bits, also where dx is dy or x.
     */
    public static double backwardWithAlpha(float[] dy, float[] x, float[] dx, float alpha) {
        Arguments.sameLength(Arguments.length(dy, "dy"), "dy", Arguments.length(x, "x"), "x");
        Arguments.sameLength(x.length, "x", Arguments.length(dx, "dx"), "dx");
        return backwardWithAlpha(dy, 0, x, 0, dx, 0, x.length, alpha);
    }

    /**
     * As {@link #backwardWithAlpha(float[], float[], float[], float) backwardWithAlpha}, for ranges: length elements of each
     * array, from its offset on.
     */
    public static double backwardWithAlpha(
            float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset, int length, float alpha) {
        Arguments.range(dy, "dy", dyOffset, length);
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(dx, "dx", dxOffset, length);
        return FloatArrays.backwardWithAlpha(
                FloatKernel.elu(alpha), FloatKernel.expm1(alpha), dy, dyOffset, x, xOffset, dx, dxOffset, length);
    }

    /**
     * As {@link #backwardWithAlpha(float[], float[], float[], float) backwardWithAlpha}, for the remaining elements of buffers.
     */
    public static double backwardWithAlpha(FloatBuffer dy, FloatBuffer x, FloatBuffer dx, float alpha) {
        Arguments.sameLength(Arguments.remaining(dy, "dy"), "dy", Arguments.remaining(x, "x"), "x");
        Arguments.sameLength(x.remaining(), "x", Arguments.remaining(dx, "dx"), "dx");
        Arguments.writable(dx);
        return FloatArrays.backwardWithAlpha(FloatKernel.elu(alpha), FloatKernel.expm1(alpha), dy, x, dx);
    }

    /** Sets y[i] to {@link #apply(float, float) apply(x[i], alpha[c])}, where c = (i / inner) mod alpha.length. */
    public static void apply(float[] x, float[] y, float[] alpha, int inner) {
        Arguments.sameLength(Arguments.length(x, "x"), "x", Arguments.length(y, "y"), "y");
        apply(x, 0, y, 0, x.length, alpha, inner);
    }

    /** As {@link #apply(float[], float[], float[], int) apply}, for ranges: length elements of each array, from its offset on. */
    public static void apply(float[] x, int xOffset, float[] y, int yOffset, int length, float[] alpha, int inner) {
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(y, "y", yOffset, length);
        FloatChannels.elu().value(alpha, inner, x, xOffset, y, yOffset, length);
    }

    /** Sets dydx[i] to {@link #gradient(float, float) gradient(x[i], alpha[c])}, where c = (i / inner) mod alpha.length. */
    public static void gradient(float[] x, float[] dydx, float[] alpha, int inner) {
        Arguments.sameLength(Arguments.length(x, "x"), "x", Arguments.length(dydx, "dydx"), "dydx");
        gradient(x, 0, dydx, 0, x.length, alpha, inner);
    }

    /**
     * As {@link #gradient(float[], float[], float[], int) gradient}, for ranges: length elements of each array, from its offset
     * on.
     */
    public static void gradient(
            float[] x, int xOffset, float[] dydx, int dydxOffset, int length, float[] alpha, int inner) {
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(dydx, "dydx", dydxOffset, length);
        FloatChannels.elu().derivative(alpha, inner, x, xOffset, dydx, dydxOffset, length);
    }

    /** Sets dx[i] to dy[i]·{@link #gradient(float, float) gradient(x[i], alpha[c])}, where c = (i / inner) mod alpha.length. */
    public static void backward(float[] dy, float[] x, float[] dx, float[] alpha, int inner) {
        Arguments.sameLength(Arguments.length(dy, "dy"), "dy", Arguments.length(x, "x"), "x");
        Arguments.sameLength(x.length, "x", Arguments.length(dx, "dx"), "dx");
        backward(dy, 0, x, 0, dx, 0, x.length, alpha, inner);
    }

    /**
     * As {@link #backward(float[], float[], float[], float[], int) backward}, for ranges: length elements of each array, from
     * its offset on.
     */
    public static void backward(
            float[] dy,
            int dyOffset,
            float[] x,
            int xOffset,
            float[] dx,
            int dxOffset,
            int length,
            float[] alpha,
            int inner) {
        Arguments.range(dy, "dy", dyOffset, length);
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(dx, "dx", dxOffset, length);
        FloatChannels.elu().backward(alpha, inner, dy, dyOffset, x, xOffset, dx, dxOffset, length);
    }

    /**
     * Sets dx as {@link #backward(float[], float[], float[], float[], int)} does, and dalpha[c] to the sum of {@link
     * #backwardAlpha(float[], float[], float)} for the elements of channel c, one after the
     * other. It is as if dalpha were written last.
     */
    public static void backwardWithAlpha(float[] dy, float[] x, float[] dx, float[] alpha, double[] dalpha, int inner) {
        Arguments.sameLength(Arguments.length(dy, "dy"), "dy", Arguments.length(x, "x"), "x");
        Arguments.sameLength(x.length, "x", Arguments.length(dx, "dx"), "dx");
        backwardWithAlpha(dy, 0, x, 0, dx, 0, x.length, alpha, dalpha, inner);
    }

    /**
     * As {@link #backwardWithAlpha(float[], float[], float[], float[], double[], int) backwardWithAlpha}, for ranges: length
     * elements of each array, from its offset on.
     */
    public static void backwardWithAlpha(
            float[] dy,
            int dyOffset,
            float[] x,
            int xOffset,
            float[] dx,
            int dxOffset,
            int length,
            float[] alpha,
            double[] dalpha,
            int inner) {
        Arguments.range(dy, "dy", dyOffset, length);
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(dx, "dx", dxOffset, length);
        FloatChannels.elu().backwardWithAlpha(alpha, dalpha, inner, dy, dyOffset, x, xOffset, dx, dxOffset, length);
    }

    /**
     * Returns {@link #apply(double, double) apply(x, 1)}, that is x for x &gt;= 0 and expm1(x) for x &lt; 0; error below 1 ulp,
     * non-decreasing in x.
     *
     * @param x the argument
     * @return the value
     */
    public static double apply(double x) {
        return apply(x, 1.0);
    }

    /**
     * Returns x for x &gt;= 0 and α·expm1(x) for x &lt; 0 (Barron 2017, equation (1)). Error below 1 ulp;
     * non-decreasing in x; never below −alpha.
     *
     * @param x the argument
     * @param alpha α, finite and not negative
     * @return the value
     */
    public static double apply(double x, double alpha) {
        return DoubleKernel.scalarElu(alpha).value(x);
    }

    /**
     * Returns {@link #gradient(double, double) gradient(x, 1)}, that is 1 for x &gt;= 0 and exp(x) for x &lt; 0; error below 1
     * ulp, non-decreasing in x.
     *
     * @param x the argument
     * @return the derivative in x
     */
    public static double gradient(double x) {
        return gradient(x, 1.0);
    }

    /**
     * Returns the derivative in x: 1 for x &gt;= 0 and α·exp(x) for x &lt; 0 (equation (2)). Error below 1 ulp;
     * non-decreasing in x on either side of 0; PyTorch gives alpha, not 1, at x = 0.
     *
     * @param x the argument
     * @param alpha α, finite and not negative
     * @return the derivative in x
     */
    public static double gradient(double x, double alpha) {
        return DoubleKernel.scalarElu(alpha).derivative(x);
    }

    /**
     * Returns the derivative in alpha: 0 for x &gt;= 0 and expm1(x) for x &lt; 0, from −1 to 0. Error below 2 ulp.
     *
     * @param x the argument
     * @param alpha α, finite and not negative
     * @return the derivative in α
     */
    public static double gradientAlpha(double x, double alpha) {
        return DoubleKernel.expm1(alpha).leftValue(x);
    }

    /**
     * Returns the second derivative in x: 0 for x &gt;= 0 and α·exp(x) for x &lt; 0. Error below 2 ulp.
     *
     * @param x the argument
     * @param alpha α, finite and not negative
     * @return the second derivative in x
     */
    public static double secondDerivative(double x, double alpha) {
        return DoubleKernel.scalarEluSecond(alpha).derivative(x);
    }

    /** Returns a new array with {@link #apply(double, double) apply(x[i], 1)}. */
    public static double[] apply(double[] x) {
        return apply(x, 1.0);
    }

    /** Returns a new array with {@link #apply(double, double) apply(x[i], alpha)}. */
    public static double[] apply(double[] x, double alpha) {
        double[] y = new double[Arguments.length(x, "x")];
        apply(x, y, alpha);
        return y;
    }

    /** Sets y[i] to {@link #apply(double, double) apply(x[i], alpha)}. */
    public static void apply(double[] x, double[] y, double alpha) {
        Arguments.sameLength(Arguments.length(x, "x"), "x", Arguments.length(y, "y"), "y");
        apply(x, 0, y, 0, x.length, alpha);
    }

    /** Sets y[yOffset + i] to {@link #apply(double, double) apply(x[xOffset + i], alpha)} for 0 &lt;= i &lt; length. */
    public static void apply(double[] x, int xOffset, double[] y, int yOffset, int length, double alpha) {
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(y, "y", yOffset, length);
        DoubleArrays.value(DoubleKernel.elu(alpha), x, xOffset, y, yOffset, length);
    }

    /** Sets the elements of y to {@link #apply(double, double) apply(x, alpha)} of those of x. */
    public static void apply(DoubleBuffer x, DoubleBuffer y, double alpha) {
        Arguments.sameLength(Arguments.remaining(x, "x"), "x", Arguments.remaining(y, "y"), "y");
        Arguments.writable(y);
        DoubleArrays.value(DoubleKernel.elu(alpha), x, y);
    }

    /** Returns a new array with {@link #gradient(double, double) gradient(x[i], 1)}. */
    public static double[] gradient(double[] x) {
        return gradient(x, 1.0);
    }

    /** Returns a new array with {@link #gradient(double, double) gradient(x[i], alpha)}. */
    public static double[] gradient(double[] x, double alpha) {
        double[] dydx = new double[Arguments.length(x, "x")];
        gradient(x, dydx, alpha);
        return dydx;
    }

    /** Sets dydx[i] to {@link #gradient(double, double) gradient(x[i], alpha)}. */
    public static void gradient(double[] x, double[] dydx, double alpha) {
        Arguments.sameLength(Arguments.length(x, "x"), "x", Arguments.length(dydx, "dydx"), "dydx");
        gradient(x, 0, dydx, 0, x.length, alpha);
    }

    /**
     * Sets dydx[dydxOffset + i] to {@link #gradient(double, double) gradient(x[xOffset + i], alpha)} for 0 &lt;= i &lt; length.
     */
    public static void gradient(double[] x, int xOffset, double[] dydx, int dydxOffset, int length, double alpha) {
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(dydx, "dydx", dydxOffset, length);
        DoubleArrays.derivative(DoubleKernel.elu(alpha), x, xOffset, dydx, dydxOffset, length);
    }

    /** Sets the elements of dydx to {@link #gradient(double, double) gradient(x, alpha)} of those of x. */
    public static void gradient(DoubleBuffer x, DoubleBuffer dydx, double alpha) {
        Arguments.sameLength(Arguments.remaining(x, "x"), "x", Arguments.remaining(dydx, "dydx"), "dydx");
        Arguments.writable(dydx);
        DoubleArrays.derivative(DoubleKernel.elu(alpha), x, dydx);
    }

    /** Returns a new array with {@link #gradientAlpha(double, double) gradientAlpha(x[i], alpha)}. */
    public static double[] gradientAlpha(double[] x, double alpha) {
        double[] dyda = new double[Arguments.length(x, "x")];
        gradientAlpha(x, dyda, alpha);
        return dyda;
    }

    /** Sets dyda[i] to {@link #gradientAlpha(double, double) gradientAlpha(x[i], alpha)}. */
    public static void gradientAlpha(double[] x, double[] dyda, double alpha) {
        Arguments.sameLength(Arguments.length(x, "x"), "x", Arguments.length(dyda, "dyda"), "dyda");
        gradientAlpha(x, 0, dyda, 0, x.length, alpha);
    }

    /**
     * Sets dyda[dydaOffset + i] to {@link #gradientAlpha(double, double) gradientAlpha(x[xOffset + i], alpha)} for 0 &lt;= i &lt;
     * length.
     */
    public static void gradientAlpha(double[] x, int xOffset, double[] dyda, int dydaOffset, int length, double alpha) {
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(dyda, "dyda", dydaOffset, length);
        DoubleArrays.alphaDerivative(DoubleKernel.expm1(alpha), x, xOffset, dyda, dydaOffset, length);
    }

    /** Sets the elements of dyda to {@link #gradientAlpha(double, double) gradientAlpha(x, alpha)} of those of x. */
    public static void gradientAlpha(DoubleBuffer x, DoubleBuffer dyda, double alpha) {
        Arguments.sameLength(Arguments.remaining(x, "x"), "x", Arguments.remaining(dyda, "dyda"), "dyda");
        Arguments.writable(dyda);
        DoubleArrays.alphaDerivative(DoubleKernel.expm1(alpha), x, dyda);
    }

    /** Returns a new array with {@link #secondDerivative(double, double) secondDerivative(x[i], alpha)}. */
    public static double[] secondDerivative(double[] x, double alpha) {
        double[] d2ydx2 = new double[Arguments.length(x, "x")];
        secondDerivative(x, d2ydx2, alpha);
        return d2ydx2;
    }

    /** Sets d2ydx2[i] to {@link #secondDerivative(double, double) secondDerivative(x[i], alpha)}. */
    public static void secondDerivative(double[] x, double[] d2ydx2, double alpha) {
        Arguments.sameLength(Arguments.length(x, "x"), "x", Arguments.length(d2ydx2, "d2ydx2"), "d2ydx2");
        secondDerivative(x, 0, d2ydx2, 0, x.length, alpha);
    }

    /**
     * Sets d2ydx2[d2ydx2Offset + i] to {@link #secondDerivative(double, double) secondDerivative(x[xOffset + i], alpha)} for 0
     * &lt;= i &lt; length.
     */
    public static void secondDerivative(
            double[] x, int xOffset, double[] d2ydx2, int d2ydx2Offset, int length, double alpha) {
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(d2ydx2, "d2ydx2", d2ydx2Offset, length);
        DoubleArrays.derivative(DoubleKernel.eluSecond(alpha), x, xOffset, d2ydx2, d2ydx2Offset, length);
    }

    /** Sets the elements of d2ydx2 to {@link #secondDerivative(double, double) secondDerivative(x, alpha)} of those of x. */
    public static void secondDerivative(DoubleBuffer x, DoubleBuffer d2ydx2, double alpha) {
        Arguments.sameLength(Arguments.remaining(x, "x"), "x", Arguments.remaining(d2ydx2, "d2ydx2"), "d2ydx2");
        Arguments.writable(d2ydx2);
        DoubleArrays.derivative(DoubleKernel.eluSecond(alpha), x, d2ydx2);
    }

    /**
     * Sets dx[i] to dy[i]·{@link #gradient(double, double) gradient(x[i], alpha)}. This is the step of back-propagation; the
     * product is rounded once more.
     */
    public static void backward(double[] dy, double[] x, double[] dx, double alpha) {
        Arguments.sameLength(Arguments.length(dy, "dy"), "dy", Arguments.length(x, "x"), "x");
        Arguments.sameLength(x.length, "x", Arguments.length(dx, "dx"), "dx");
        backward(dy, 0, x, 0, dx, 0, x.length, alpha);
    }

    /**
     * As {@link #backward(double[], double[], double[], double) backward}, for ranges: length elements of each array, from its
     * offset on.
     */
    public static void backward(
            double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset, int length, double alpha) {
        Arguments.range(dy, "dy", dyOffset, length);
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(dx, "dx", dxOffset, length);
        DoubleArrays.backward(DoubleKernel.elu(alpha), dy, dyOffset, x, xOffset, dx, dxOffset, length);
    }

    /** As {@link #backward(double[], double[], double[], double) backward}, for the remaining elements of buffers. */
    public static void backward(DoubleBuffer dy, DoubleBuffer x, DoubleBuffer dx, double alpha) {
        Arguments.sameLength(Arguments.remaining(dy, "dy"), "dy", Arguments.remaining(x, "x"), "x");
        Arguments.sameLength(x.remaining(), "x", Arguments.remaining(dx, "dx"), "dx");
        Arguments.writable(dx);
        DoubleArrays.backward(DoubleKernel.elu(alpha), dy, x, dx);
    }

    /**
     * Sets dx[i] to dy[i]·{@link #gradient(double, double) gradient(x, alpha)} where y[i] = {@link #apply(double, double)
     * apply(x, alpha)}, for networks that overwrite x. It uses α + y for y &lt; 0, and cannot know more than y tells: it loses
     * relative accuracy as y nears −alpha, and has no bound in ulps. For alpha &gt; 0
     * and y &lt; −alpha, which is no output, that factor is negative. For alpha = 0 dx is dy for y &gt; 0 and 0 elsewhere, or NaN
     * where dy or y is.
     */
    public static void backwardFromOutput(double[] dy, double[] y, double[] dx, double alpha) {
        Arguments.sameLength(Arguments.length(dy, "dy"), "dy", Arguments.length(y, "y"), "y");
        Arguments.sameLength(y.length, "y", Arguments.length(dx, "dx"), "dx");
        backwardFromOutput(dy, 0, y, 0, dx, 0, y.length, alpha);
    }

    /**
     * As {@link #backwardFromOutput(double[], double[], double[], double) backwardFromOutput}, for ranges: length elements of
     * each array, from its offset on.
     */
    public static void backwardFromOutput(
            double[] dy, int dyOffset, double[] y, int yOffset, double[] dx, int dxOffset, int length, double alpha) {
        Arguments.range(dy, "dy", dyOffset, length);
        Arguments.range(y, "y", yOffset, length);
        Arguments.range(dx, "dx", dxOffset, length);
        DoubleArrays.backwardFromOutput(DoubleKernel.elu(alpha), dy, dyOffset, y, yOffset, dx, dxOffset, length);
    }

    /**
     * As {@link #backwardFromOutput(double[], double[], double[], double) backwardFromOutput}, for the remaining elements of
     * buffers.
     */
    public static void backwardFromOutput(DoubleBuffer dy, DoubleBuffer y, DoubleBuffer dx, double alpha) {
        Arguments.sameLength(Arguments.remaining(dy, "dy"), "dy", Arguments.remaining(y, "y"), "y");
        Arguments.sameLength(y.remaining(), "y", Arguments.remaining(dx, "dx"), "dx");
        Arguments.writable(dx);
        DoubleArrays.backwardFromOutput(DoubleKernel.elu(alpha), dy, y, dx);
    }

    /**
     * Sets y[i] to {@link #apply(double, double) apply(x[i], alpha)} and dydx[i] to {@link #gradient(double, double)
     * gradient(x[i], alpha)} in one pass. Elements that y and dydx share get the derivative.
     */
    public static void applyAndGradient(double[] x, double[] y, double[] dydx, double alpha) {
        Arguments.sameLength(Arguments.length(x, "x"), "x", Arguments.length(y, "y"), "y");
        Arguments.sameLength(y.length, "y", Arguments.length(dydx, "dydx"), "dydx");
        applyAndGradient(x, 0, y, 0, dydx, 0, x.length, alpha);
    }

    /**
     * As {@link #applyAndGradient(double[], double[], double[], double) applyAndGradient}, for ranges: length elements of each
     * array, from its offset on.
     */
    public static void applyAndGradient(
            double[] x, int xOffset, double[] y, int yOffset, double[] dydx, int dydxOffset, int length, double alpha) {
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(y, "y", yOffset, length);
        Arguments.range(dydx, "dydx", dydxOffset, length);
        DoubleArrays.valueAndDerivative(DoubleKernel.elu(alpha), x, xOffset, y, yOffset, dydx, dydxOffset, length);
    }

    /**
     * As {@link #applyAndGradient(double[], double[], double[], double) applyAndGradient}, for the remaining elements of
     * buffers.
     */
    public static void applyAndGradient(DoubleBuffer x, DoubleBuffer y, DoubleBuffer dydx, double alpha) {
        Arguments.sameLength(Arguments.remaining(x, "x"), "x", Arguments.remaining(y, "y"), "y");
        Arguments.sameLength(y.remaining(), "y", Arguments.remaining(dydx, "dydx"), "dydx");
        Arguments.writable(y);
        Arguments.writable(dydx);
        DoubleArrays.valueAndDerivative(DoubleKernel.elu(alpha), x, y, dydx);
    }

    /**
     * Returns the sum of dy[i]·{@link #gradientAlpha(double, double) gradientAlpha(x[i], alpha)}, the derivative of a network in
     * alpha. It is summed in double, in one order for all backends and JVMs: term i to partial sum i mod 512, and then these in
     * halves.
     */
    public static double backwardAlpha(double[] dy, double[] x, double alpha) {
        Arguments.sameLength(Arguments.length(dy, "dy"), "dy", Arguments.length(x, "x"), "x");
        return backwardAlpha(dy, 0, x, 0, x.length, alpha);
    }

    /**
     * As {@link #backwardAlpha(double[], double[], double) backwardAlpha}, for ranges: length elements of each array, from its
     * offset on.
     */
    public static double backwardAlpha(double[] dy, int dyOffset, double[] x, int xOffset, int length, double alpha) {
        Arguments.range(dy, "dy", dyOffset, length);
        Arguments.range(x, "x", xOffset, length);
        return DoubleArrays.backwardAlpha(DoubleKernel.expm1(alpha), dy, dyOffset, x, xOffset, length);
    }

    /** As {@link #backwardAlpha(double[], double[], double) backwardAlpha}, for the remaining elements of buffers. */
    public static double backwardAlpha(DoubleBuffer dy, DoubleBuffer x, double alpha) {
        Arguments.sameLength(Arguments.remaining(dy, "dy"), "dy", Arguments.remaining(x, "x"), "x");
        return DoubleArrays.backwardAlpha(DoubleKernel.expm1(alpha), dy, x);
    }

    /**
     * Sets dx as {@link #backward(double[], double[], double[], double)} does, and returns the sum that {@link
     * #backwardAlpha(double[], double[], double)} returns, with their bits, also where dx is dy or x.
     */
    public static double backwardWithAlpha(double[] dy, double[] x, double[] dx, double alpha) {
        Arguments.sameLength(Arguments.length(dy, "dy"), "dy", Arguments.length(x, "x"), "x");
        Arguments.sameLength(x.length, "x", Arguments.length(dx, "dx"), "dx");
        return backwardWithAlpha(dy, 0, x, 0, dx, 0, x.length, alpha);
    }

    /**
     * As {@link #backwardWithAlpha(double[], double[], double[], double) backwardWithAlpha}, for ranges: length elements of each
     * array, from its offset on.
     */
    public static double backwardWithAlpha(
            double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset, int length, double alpha) {
        Arguments.range(dy, "dy", dyOffset, length);
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(dx, "dx", dxOffset, length);
        return DoubleArrays.backwardWithAlpha(
                DoubleKernel.elu(alpha), DoubleKernel.expm1(alpha), dy, dyOffset, x, xOffset, dx, dxOffset, length);
    }

    /**
     * As {@link #backwardWithAlpha(double[], double[], double[], double) backwardWithAlpha}, for the remaining elements of
     * buffers.
     */
    public static double backwardWithAlpha(DoubleBuffer dy, DoubleBuffer x, DoubleBuffer dx, double alpha) {
        Arguments.sameLength(Arguments.remaining(dy, "dy"), "dy", Arguments.remaining(x, "x"), "x");
        Arguments.sameLength(x.remaining(), "x", Arguments.remaining(dx, "dx"), "dx");
        Arguments.writable(dx);
        return DoubleArrays.backwardWithAlpha(DoubleKernel.elu(alpha), DoubleKernel.expm1(alpha), dy, x, dx);
    }

    /** Sets y[i] to {@link #apply(double, double) apply(x[i], alpha[c])}, where c = (i / inner) mod alpha.length. */
    public static void apply(double[] x, double[] y, double[] alpha, int inner) {
        Arguments.sameLength(Arguments.length(x, "x"), "x", Arguments.length(y, "y"), "y");
        apply(x, 0, y, 0, x.length, alpha, inner);
    }

    /**
     * As {@link #apply(double[], double[], double[], int) apply}, for ranges: length elements of each array, from its offset on.
     */
    public static void apply(double[] x, int xOffset, double[] y, int yOffset, int length, double[] alpha, int inner) {
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(y, "y", yOffset, length);
        DoubleChannels.elu().value(alpha, inner, x, xOffset, y, yOffset, length);
    }

    /** Sets dydx[i] to {@link #gradient(double, double) gradient(x[i], alpha[c])}, where c = (i / inner) mod alpha.length. */
    public static void gradient(double[] x, double[] dydx, double[] alpha, int inner) {
        Arguments.sameLength(Arguments.length(x, "x"), "x", Arguments.length(dydx, "dydx"), "dydx");
        gradient(x, 0, dydx, 0, x.length, alpha, inner);
    }

    /**
     * As {@link #gradient(double[], double[], double[], int) gradient}, for ranges: length elements of each array, from its
     * offset on.
     */
    public static void gradient(
            double[] x, int xOffset, double[] dydx, int dydxOffset, int length, double[] alpha, int inner) {
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(dydx, "dydx", dydxOffset, length);
        DoubleChannels.elu().derivative(alpha, inner, x, xOffset, dydx, dydxOffset, length);
    }

    /** Sets dx[i] to dy[i]·{@link #gradient(double, double) gradient(x[i], alpha[c])}, where c = (i / inner) mod alpha.length. */
    public static void backward(double[] dy, double[] x, double[] dx, double[] alpha, int inner) {
        Arguments.sameLength(Arguments.length(dy, "dy"), "dy", Arguments.length(x, "x"), "x");
        Arguments.sameLength(x.length, "x", Arguments.length(dx, "dx"), "dx");
        backward(dy, 0, x, 0, dx, 0, x.length, alpha, inner);
    }

    /**
     * As {@link #backward(double[], double[], double[], double[], int) backward}, for ranges: length elements of each array,
     * from its offset on.
     */
    public static void backward(
            double[] dy,
            int dyOffset,
            double[] x,
            int xOffset,
            double[] dx,
            int dxOffset,
            int length,
            double[] alpha,
            int inner) {
        Arguments.range(dy, "dy", dyOffset, length);
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(dx, "dx", dxOffset, length);
        DoubleChannels.elu().backward(alpha, inner, dy, dyOffset, x, xOffset, dx, dxOffset, length);
    }

    /**
     * Sets dx as {@link #backward(double[], double[], double[], double[], int)} does, and dalpha[c] to the sum of {@link
     * #backwardAlpha(double[], double[], double)} for the elements of channel c, one after the
     * other. It is as if dalpha were written last.
     */
    public static void backwardWithAlpha(
            double[] dy, double[] x, double[] dx, double[] alpha, double[] dalpha, int inner) {
        Arguments.sameLength(Arguments.length(dy, "dy"), "dy", Arguments.length(x, "x"), "x");
        Arguments.sameLength(x.length, "x", Arguments.length(dx, "dx"), "dx");
        backwardWithAlpha(dy, 0, x, 0, dx, 0, x.length, alpha, dalpha, inner);
    }

    /**
     * As {@link #backwardWithAlpha(double[], double[], double[], double[], double[], int) backwardWithAlpha}, for ranges: length
     * elements of each array, from its offset on.
     */
    public static void backwardWithAlpha(
            double[] dy,
            int dyOffset,
            double[] x,
            int xOffset,
            double[] dx,
            int dxOffset,
            int length,
            double[] alpha,
            double[] dalpha,
            int inner) {
        Arguments.range(dy, "dy", dyOffset, length);
        Arguments.range(x, "x", xOffset, length);
        Arguments.range(dx, "dx", dxOffset, length);
        DoubleChannels.elu().backwardWithAlpha(alpha, dalpha, inner, dy, dyOffset, x, xOffset, dx, dxOffset, length);
    }
}
