package io.github.celu;

import io.github.celu.internal.Checks;
import io.github.celu.internal.DoubleArrays;
import io.github.celu.internal.DoubleKernel;
import io.github.celu.internal.FloatArrays;
import io.github.celu.internal.FloatKernel;
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
 * 1704.07483), and its derivatives. The derivative in x jumps at 0, from α to 1, unless α = 1; {@link CELU} mends that.
 * The derivative at 0 is 1, the one of the branch x &gt;= 0, as in the paper; PyTorch gives α.
 *
 * <table>
 * <caption>Special cases</caption>
 * <tr><th>x or alpha</th><th>apply</th><th>gradient</th><th>gradientAlpha</th><th>secondDerivative</th></tr>
 * <tr><td>x is NaN</td><td>NaN</td><td>NaN</td><td>NaN</td><td>NaN</td></tr>
 * <tr><td>x = ±0</td><td>±0</td><td>1</td><td>0</td><td>0</td></tr>
 * <tr><td>x = +∞</td><td>+∞</td><td>1</td><td>0</td><td>0</td></tr>
 * <tr><td>x = −∞</td><td>−alpha</td><td>0</td><td>−1</td><td>0</td></tr>
 * <tr><td>alpha = 0, x &lt; 0</td><td>0</td><td>0</td><td>expm1(x)</td><td>0</td></tr>
 * </table>
 *
 * <p>The error bounds are against the exact real function of the given x and alpha, the rounding of x/α included, and
 * hold for every alpha down to the smallest subnormal and up to the largest finite number, with gradual underflow. A
 * scalar call, an array or buffer element at any place, every backend and every JVM give the same bits.
 *
 * <p>All checks come before the first write, so a failed call leaves the output as it was; length 0 does nothing after
 * them. In place is allowed everywhere. Apart from new results, calls on arrays and buffers allocate at most blocks
 * of scratch of constant size, and a copy of an input where ranges of {@code backward}, {@code backwardFromOutput} or {@code
 * applyAndGradient} overlap in part. Scalar calls allocate nothing as long as C2 inlines them. All methods are
 * thread-safe and hold no state.
 */
public final class ELU {
    private ELU() {}

    /**
     * Returns apply(x, 1), that is x for x &gt;= 0 and expm1(x) for x &lt; 0; error below 1 ulp, non-decreasing in x.
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
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static float apply(float x, float alpha) {
        return FloatKernel.elu(Checks.finiteAlpha(alpha)).value(x);
    }

    /**
     * Returns gradient(x, 1), that is 1 for x &gt;= 0 and exp(x) for x &lt; 0; error below 1 ulp, non-decreasing in x.
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
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static float gradient(float x, float alpha) {
        return FloatKernel.elu(Checks.finiteAlpha(alpha)).derivative(x);
    }

    /**
     * Returns the derivative in alpha: 0 for x &gt;= 0 and expm1(x) for x &lt; 0, from −1 to 0. Error below 1 ulp.
     *
     * @param x the argument
     * @param alpha α, finite and not negative
     * @return the derivative in α
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static float gradientAlpha(float x, float alpha) {
        return (float) DoubleKernel.elu(Checks.finiteAlpha(alpha)).gradientAlpha(x);
    }

    /**
     * Returns the second derivative in x: 0 for x &gt;= 0 and α·exp(x) for x &lt; 0. Error below 2 ulp.
     *
     * @param x the argument
     * @param alpha α, finite and not negative
     * @return the second derivative in x
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static float secondDerivative(float x, float alpha) {
        return (float) DoubleKernel.elu(Checks.finiteAlpha(alpha)).secondDerivative(x);
    }

    /**
     * Returns a new array with apply(x[i], alpha).
     *
     * @param x the arguments
     * @param alpha α, finite and not negative
     * @return the values
     * @throws NullPointerException if x is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static float[] apply(float[] x, float alpha) {
        float[] y = new float[Checks.length(x, "x")];
        apply(x, y, alpha);
        return y;
    }

    /**
     * Sets y[i] to apply(x[i], alpha). The arrays may be the same.
     *
     * @param x the arguments
     * @param y the values, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the lengths differ
     */
    public static void apply(float[] x, float[] y, float alpha) {
        Checks.sameLength(Checks.length(x, "x"), "x", Checks.length(y, "y"), "y");
        apply(x, 0, y, 0, x.length, alpha);
    }

    /**
     * Sets y[yOffset + i] to apply(x[xOffset + i], alpha) for 0 &lt;= i &lt; length. The ranges may be the same or
     * overlap: the result is as if the inputs had been copied first.
     *
     * @param x the arguments
     * @param xOffset the index of the first element in x
     * @param y the values, the output
     * @param yOffset the index of the first element in y
     * @param length the number of elements
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IndexOutOfBoundsException if a range does not lie within its array
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static void apply(float[] x, int xOffset, float[] y, int yOffset, int length, float alpha) {
        Checks.range(x, "x", xOffset, length);
        Checks.range(y, "y", yOffset, length);
        FloatKernel k = FloatKernel.elu(Checks.finiteAlpha(alpha));
        FloatArrays.map(FloatArrays.value(k), x, xOffset, y, yOffset, length);
    }

    /**
     * Sets the remaining elements of y to apply(x, alpha) of the remaining elements of x. The buffers may be direct or
     * not and of any byte order; both positions end at their limits, or stay where they are if the call fails. The
     * buffers may be the same, or start at the same element; do not let them share memory in any other way.
     *
     * @param x the arguments
     * @param y the values, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if a buffer is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the buffers have different numbers of
     *     remaining elements
     * @throws java.nio.ReadOnlyBufferException if y is read-only
     */
    public static void apply(FloatBuffer x, FloatBuffer y, float alpha) {
        Checks.buffers(x, "x", y, "y");
        FloatArrays.map(FloatArrays.value(FloatKernel.elu(Checks.finiteAlpha(alpha))), x, y);
    }

    /**
     * Returns a new array with gradient(x[i], alpha).
     *
     * @param x the arguments
     * @param alpha α, finite and not negative
     * @return the derivatives in x
     * @throws NullPointerException if x is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static float[] gradient(float[] x, float alpha) {
        float[] dydx = new float[Checks.length(x, "x")];
        gradient(x, dydx, alpha);
        return dydx;
    }

    /**
     * Sets dydx[i] to gradient(x[i], alpha). The arrays may be the same.
     *
     * @param x the arguments
     * @param dydx the derivatives in x, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the lengths differ
     */
    public static void gradient(float[] x, float[] dydx, float alpha) {
        Checks.sameLength(Checks.length(x, "x"), "x", Checks.length(dydx, "dydx"), "dydx");
        gradient(x, 0, dydx, 0, x.length, alpha);
    }

    /**
     * Sets dydx[dydxOffset + i] to gradient(x[xOffset + i], alpha) for 0 &lt;= i &lt; length. The ranges may be the
     * same or overlap: the result is as if the inputs had been copied first.
     *
     * @param x the arguments
     * @param xOffset the index of the first element in x
     * @param dydx the derivatives in x, the output
     * @param dydxOffset the index of the first element in dydx
     * @param length the number of elements
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IndexOutOfBoundsException if a range does not lie within its array
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static void gradient(float[] x, int xOffset, float[] dydx, int dydxOffset, int length, float alpha) {
        Checks.range(x, "x", xOffset, length);
        Checks.range(dydx, "dydx", dydxOffset, length);
        FloatKernel k = FloatKernel.elu(Checks.finiteAlpha(alpha));
        FloatArrays.map(FloatArrays.derivative(k), x, xOffset, dydx, dydxOffset, length);
    }

    /**
     * Sets the remaining elements of dydx to gradient(x, alpha) of the remaining elements of x. The buffers may be
     * direct or not and of any byte order; both positions end at their limits, or stay where they are if the call
     * fails. The buffers may be the same, or start at the same element; do not let them share memory in any other way.
     *
     * @param x the arguments
     * @param dydx the derivatives in x, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if a buffer is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the buffers have different numbers of
     *     remaining elements
     * @throws java.nio.ReadOnlyBufferException if dydx is read-only
     */
    public static void gradient(FloatBuffer x, FloatBuffer dydx, float alpha) {
        Checks.buffers(x, "x", dydx, "dydx");
        FloatArrays.map(FloatArrays.derivative(FloatKernel.elu(Checks.finiteAlpha(alpha))), x, dydx);
    }

    /**
     * Sets dyda[i] to gradientAlpha(x[i], alpha). The arrays may be the same.
     *
     * @param x the arguments
     * @param dyda the derivatives in α, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the lengths differ
     */
    public static void gradientAlpha(float[] x, float[] dyda, float alpha) {
        Checks.sameLength(Checks.length(x, "x"), "x", Checks.length(dyda, "dyda"), "dyda");
        gradientAlpha(x, 0, dyda, 0, x.length, alpha);
    }

    /**
     * Sets dyda[dydaOffset + i] to gradientAlpha(x[xOffset + i], alpha) for 0 &lt;= i &lt; length. The ranges may be
     * the same or overlap: the result is as if the inputs had been copied first.
     *
     * @param x the arguments
     * @param xOffset the index of the first element in x
     * @param dyda the derivatives in α, the output
     * @param dydaOffset the index of the first element in dyda
     * @param length the number of elements
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IndexOutOfBoundsException if a range does not lie within its array
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static void gradientAlpha(float[] x, int xOffset, float[] dyda, int dydaOffset, int length, float alpha) {
        Checks.range(x, "x", xOffset, length);
        Checks.range(dyda, "dyda", dydaOffset, length);
        DoubleKernel k = DoubleKernel.elu(Checks.finiteAlpha(alpha));
        FloatArrays.map(FloatArrays.gradientAlpha(k), x, xOffset, dyda, dydaOffset, length);
    }

    /**
     * Sets d2ydx2[i] to secondDerivative(x[i], alpha). The arrays may be the same.
     *
     * @param x the arguments
     * @param d2ydx2 the second derivatives in x, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the lengths differ
     */
    public static void secondDerivative(float[] x, float[] d2ydx2, float alpha) {
        Checks.sameLength(Checks.length(x, "x"), "x", Checks.length(d2ydx2, "d2ydx2"), "d2ydx2");
        secondDerivative(x, 0, d2ydx2, 0, x.length, alpha);
    }

    /**
     * Sets d2ydx2[d2ydx2Offset + i] to secondDerivative(x[xOffset + i], alpha) for 0 &lt;= i &lt; length. The ranges
     * may be the same or overlap: the result is as if the inputs had been copied first.
     *
     * @param x the arguments
     * @param xOffset the index of the first element in x
     * @param d2ydx2 the second derivatives in x, the output
     * @param d2ydx2Offset the index of the first element in d2ydx2
     * @param length the number of elements
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IndexOutOfBoundsException if a range does not lie within its array
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static void secondDerivative(
            float[] x, int xOffset, float[] d2ydx2, int d2ydx2Offset, int length, float alpha) {
        Checks.range(x, "x", xOffset, length);
        Checks.range(d2ydx2, "d2ydx2", d2ydx2Offset, length);
        DoubleKernel k = DoubleKernel.elu(Checks.finiteAlpha(alpha));
        FloatArrays.map(FloatArrays.secondDerivative(k), x, xOffset, d2ydx2, d2ydx2Offset, length);
    }

    /**
     * Sets dx[i] to dy[i]·gradient(x[i], alpha), the back-propagation step. Any of the arrays may be the same.
     *
     * @param dy the gradients in y
     * @param x the arguments
     * @param dx the gradients in x, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the lengths differ
     */
    public static void backward(float[] dy, float[] x, float[] dx, float alpha) {
        Checks.sameLength(Checks.length(dy, "dy"), "dy", Checks.length(x, "x"), "x");
        Checks.sameLength(x.length, "x", Checks.length(dx, "dx"), "dx");
        backward(dy, 0, x, 0, dx, 0, x.length, alpha);
    }

    /**
     * Sets dx[dxOffset + i] to dy[dyOffset + i]·gradient(x[xOffset + i], alpha) for 0 &lt;= i &lt; length. The ranges
     * may be the same or overlap: the result is as if the inputs had been copied first.
     *
     * @param dy the gradients in y
     * @param dyOffset the index of the first element in dy
     * @param x the arguments
     * @param xOffset the index of the first element in x
     * @param dx the gradients in x, the output
     * @param dxOffset the index of the first element in dx
     * @param length the number of elements
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IndexOutOfBoundsException if a range does not lie within its array
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static void backward(
            float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset, int length, float alpha) {
        Checks.range(dy, "dy", dyOffset, length);
        Checks.range(x, "x", xOffset, length);
        Checks.range(dx, "dx", dxOffset, length);
        FloatKernel k = FloatKernel.elu(Checks.finiteAlpha(alpha));
        FloatArrays.map(FloatArrays.backward(k), dy, dyOffset, x, xOffset, dx, dxOffset, length);
    }

    /**
     * Sets the remaining elements of dx to dy·gradient(x, alpha) of those of dy and x. All positions end at their
     * limits, or stay where they are if the call fails. The buffers may be the same, or start at the same element; do
     * not let them share memory in any other way.
     *
     * @param dy the gradients in y
     * @param x the arguments
     * @param dx the gradients in x, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if a buffer is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the buffers have different numbers of
     *     remaining elements
     * @throws java.nio.ReadOnlyBufferException if dx is read-only
     */
    public static void backward(FloatBuffer dy, FloatBuffer x, FloatBuffer dx, float alpha) {
        Checks.buffers(dy, "dy", x, "x", dx, "dx");
        FloatArrays.map(FloatArrays.backward(FloatKernel.elu(Checks.finiteAlpha(alpha))), dy, x, dx);
    }

    /**
     * Sets dx[i] to dy[i]·gradient as it follows from the output y = apply(x, alpha) alone: dy[i] for y[i] &gt;= 0 and
     * dy[i]·(α + y) for y[i] &lt; 0; dy for y &gt; 0 and else 0 where alpha = 0. For networks that overwrite their
     * inputs. As y nears −alpha the gradient is the small difference of rounded numbers and loses its relative
     * accuracy; {@code backward} does not. Any of the arrays may be the same.
     *
     * @param dy the gradients in y
     * @param y the values
     * @param dx the gradients in x, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the lengths differ
     */
    public static void backwardFromOutput(float[] dy, float[] y, float[] dx, float alpha) {
        Checks.sameLength(Checks.length(dy, "dy"), "dy", Checks.length(y, "y"), "y");
        Checks.sameLength(y.length, "y", Checks.length(dx, "dx"), "dx");
        backwardFromOutput(dy, 0, y, 0, dx, 0, y.length, alpha);
    }

    /**
     * The range form of backwardFromOutput. The ranges may be the same or overlap: the result is as if the inputs had
     * been copied first.
     *
     * @param dy the gradients in y
     * @param dyOffset the index of the first element in dy
     * @param y the values
     * @param yOffset the index of the first element in y
     * @param dx the gradients in x, the output
     * @param dxOffset the index of the first element in dx
     * @param length the number of elements
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IndexOutOfBoundsException if a range does not lie within its array
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static void backwardFromOutput(
            float[] dy, int dyOffset, float[] y, int yOffset, float[] dx, int dxOffset, int length, float alpha) {
        Checks.range(dy, "dy", dyOffset, length);
        Checks.range(y, "y", yOffset, length);
        Checks.range(dx, "dx", dxOffset, length);
        FloatKernel k = FloatKernel.elu(Checks.finiteAlpha(alpha));
        FloatArrays.map(FloatArrays.backwardFromOutput(k), dy, dyOffset, y, yOffset, dx, dxOffset, length);
    }

    /**
     * Sets y[i] to apply(x[i], alpha) and dydx[i] to gradient(x[i], alpha) in one pass that shares the exponential. The
     * arrays may be the same; if y and dydx are, the gradients remain.
     *
     * @param x the arguments
     * @param y the values, the output
     * @param dydx the derivatives in x, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the lengths differ
     */
    public static void applyAndGradient(float[] x, float[] y, float[] dydx, float alpha) {
        Checks.sameLength(Checks.length(x, "x"), "x", Checks.length(y, "y"), "y");
        Checks.sameLength(x.length, "x", Checks.length(dydx, "dydx"), "dydx");
        applyAndGradient(x, 0, y, 0, dydx, 0, x.length, alpha);
    }

    /**
     * The range form of applyAndGradient. The ranges may be the same or overlap: the result is as if the inputs had
     * been copied first. Where the outputs overlap, the gradients remain.
     *
     * @param x the arguments
     * @param xOffset the index of the first element in x
     * @param y the values, the output
     * @param yOffset the index of the first element in y
     * @param dydx the derivatives in x, the output
     * @param dydxOffset the index of the first element in dydx
     * @param length the number of elements
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IndexOutOfBoundsException if a range does not lie within its array
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static void applyAndGradient(
            float[] x, int xOffset, float[] y, int yOffset, float[] dydx, int dydxOffset, int length, float alpha) {
        Checks.range(x, "x", xOffset, length);
        Checks.range(y, "y", yOffset, length);
        Checks.range(dydx, "dydx", dydxOffset, length);
        FloatKernel k = FloatKernel.elu(Checks.finiteAlpha(alpha));
        FloatArrays.valueAndDerivative(k, x, xOffset, y, yOffset, dydx, dydxOffset, length);
    }

    /**
     * Returns the sum of dy[i]·gradientAlpha(x[i], alpha), the gradient of a learnable alpha: products and sum in
     * double, from the first element to the last.
     *
     * @param dy the gradients in y
     * @param x the arguments
     * @param alpha α, finite and not negative
     * @return the sum
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the lengths differ
     */
    public static double backwardAlpha(float[] dy, float[] x, float alpha) {
        Checks.sameLength(Checks.length(dy, "dy"), "dy", Checks.length(x, "x"), "x");
        return backwardAlpha(dy, 0, x, 0, x.length, alpha);
    }

    /**
     * The range form of backwardAlpha.
     *
     * @param dy the gradients in y
     * @param dyOffset the index of the first element in dy
     * @param x the arguments
     * @param xOffset the index of the first element in x
     * @param length the number of elements
     * @param alpha α, finite and not negative
     * @return the sum
     * @throws NullPointerException if an array is null
     * @throws IndexOutOfBoundsException if a range does not lie within its array
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static double backwardAlpha(float[] dy, int dyOffset, float[] x, int xOffset, int length, float alpha) {
        Checks.range(dy, "dy", dyOffset, length);
        Checks.range(x, "x", xOffset, length);
        DoubleKernel k = DoubleKernel.elu(Checks.finiteAlpha(alpha));
        return FloatArrays.backwardAlpha(k, dy, dyOffset, x, xOffset, length);
    }

    /**
     * Returns apply(x, 1), that is x for x &gt;= 0 and expm1(x) for x &lt; 0; error below 1 ulp, non-decreasing in x.
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
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static double apply(double x, double alpha) {
        return DoubleKernel.elu(Checks.finiteAlpha(alpha)).value(x);
    }

    /**
     * Returns gradient(x, 1), that is 1 for x &gt;= 0 and exp(x) for x &lt; 0; error below 1 ulp, non-decreasing in x.
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
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static double gradient(double x, double alpha) {
        return DoubleKernel.elu(Checks.finiteAlpha(alpha)).derivative(x);
    }

    /**
     * Returns the derivative in alpha: 0 for x &gt;= 0 and expm1(x) for x &lt; 0, from −1 to 0. Error below 1 ulp.
     *
     * @param x the argument
     * @param alpha α, finite and not negative
     * @return the derivative in α
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static double gradientAlpha(double x, double alpha) {
        return DoubleKernel.elu(Checks.finiteAlpha(alpha)).gradientAlpha(x);
    }

    /**
     * Returns the second derivative in x: 0 for x &gt;= 0 and α·exp(x) for x &lt; 0. Error below 2 ulp.
     *
     * @param x the argument
     * @param alpha α, finite and not negative
     * @return the second derivative in x
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static double secondDerivative(double x, double alpha) {
        return DoubleKernel.elu(Checks.finiteAlpha(alpha)).secondDerivative(x);
    }

    /**
     * Returns a new array with apply(x[i], alpha).
     *
     * @param x the arguments
     * @param alpha α, finite and not negative
     * @return the values
     * @throws NullPointerException if x is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static double[] apply(double[] x, double alpha) {
        double[] y = new double[Checks.length(x, "x")];
        apply(x, y, alpha);
        return y;
    }

    /**
     * Sets y[i] to apply(x[i], alpha). The arrays may be the same.
     *
     * @param x the arguments
     * @param y the values, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the lengths differ
     */
    public static void apply(double[] x, double[] y, double alpha) {
        Checks.sameLength(Checks.length(x, "x"), "x", Checks.length(y, "y"), "y");
        apply(x, 0, y, 0, x.length, alpha);
    }

    /**
     * Sets y[yOffset + i] to apply(x[xOffset + i], alpha) for 0 &lt;= i &lt; length. The ranges may be the same or
     * overlap: the result is as if the inputs had been copied first.
     *
     * @param x the arguments
     * @param xOffset the index of the first element in x
     * @param y the values, the output
     * @param yOffset the index of the first element in y
     * @param length the number of elements
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IndexOutOfBoundsException if a range does not lie within its array
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static void apply(double[] x, int xOffset, double[] y, int yOffset, int length, double alpha) {
        Checks.range(x, "x", xOffset, length);
        Checks.range(y, "y", yOffset, length);
        DoubleKernel k = DoubleKernel.elu(Checks.finiteAlpha(alpha));
        DoubleArrays.map(DoubleArrays.value(k), x, xOffset, y, yOffset, length);
    }

    /**
     * Sets the remaining elements of y to apply(x, alpha) of the remaining elements of x. The buffers may be direct or
     * not and of any byte order; both positions end at their limits, or stay where they are if the call fails. The
     * buffers may be the same, or start at the same element; do not let them share memory in any other way.
     *
     * @param x the arguments
     * @param y the values, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if a buffer is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the buffers have different numbers of
     *     remaining elements
     * @throws java.nio.ReadOnlyBufferException if y is read-only
     */
    public static void apply(DoubleBuffer x, DoubleBuffer y, double alpha) {
        Checks.buffers(x, "x", y, "y");
        DoubleArrays.map(DoubleArrays.value(DoubleKernel.elu(Checks.finiteAlpha(alpha))), x, y);
    }

    /**
     * Returns a new array with gradient(x[i], alpha).
     *
     * @param x the arguments
     * @param alpha α, finite and not negative
     * @return the derivatives in x
     * @throws NullPointerException if x is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static double[] gradient(double[] x, double alpha) {
        double[] dydx = new double[Checks.length(x, "x")];
        gradient(x, dydx, alpha);
        return dydx;
    }

    /**
     * Sets dydx[i] to gradient(x[i], alpha). The arrays may be the same.
     *
     * @param x the arguments
     * @param dydx the derivatives in x, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the lengths differ
     */
    public static void gradient(double[] x, double[] dydx, double alpha) {
        Checks.sameLength(Checks.length(x, "x"), "x", Checks.length(dydx, "dydx"), "dydx");
        gradient(x, 0, dydx, 0, x.length, alpha);
    }

    /**
     * Sets dydx[dydxOffset + i] to gradient(x[xOffset + i], alpha) for 0 &lt;= i &lt; length. The ranges may be the
     * same or overlap: the result is as if the inputs had been copied first.
     *
     * @param x the arguments
     * @param xOffset the index of the first element in x
     * @param dydx the derivatives in x, the output
     * @param dydxOffset the index of the first element in dydx
     * @param length the number of elements
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IndexOutOfBoundsException if a range does not lie within its array
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static void gradient(double[] x, int xOffset, double[] dydx, int dydxOffset, int length, double alpha) {
        Checks.range(x, "x", xOffset, length);
        Checks.range(dydx, "dydx", dydxOffset, length);
        DoubleKernel k = DoubleKernel.elu(Checks.finiteAlpha(alpha));
        DoubleArrays.map(DoubleArrays.derivative(k), x, xOffset, dydx, dydxOffset, length);
    }

    /**
     * Sets the remaining elements of dydx to gradient(x, alpha) of the remaining elements of x. The buffers may be
     * direct or not and of any byte order; both positions end at their limits, or stay where they are if the call
     * fails. The buffers may be the same, or start at the same element; do not let them share memory in any other way.
     *
     * @param x the arguments
     * @param dydx the derivatives in x, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if a buffer is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the buffers have different numbers of
     *     remaining elements
     * @throws java.nio.ReadOnlyBufferException if dydx is read-only
     */
    public static void gradient(DoubleBuffer x, DoubleBuffer dydx, double alpha) {
        Checks.buffers(x, "x", dydx, "dydx");
        DoubleArrays.map(DoubleArrays.derivative(DoubleKernel.elu(Checks.finiteAlpha(alpha))), x, dydx);
    }

    /**
     * Sets dyda[i] to gradientAlpha(x[i], alpha). The arrays may be the same.
     *
     * @param x the arguments
     * @param dyda the derivatives in α, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the lengths differ
     */
    public static void gradientAlpha(double[] x, double[] dyda, double alpha) {
        Checks.sameLength(Checks.length(x, "x"), "x", Checks.length(dyda, "dyda"), "dyda");
        gradientAlpha(x, 0, dyda, 0, x.length, alpha);
    }

    /**
     * Sets dyda[dydaOffset + i] to gradientAlpha(x[xOffset + i], alpha) for 0 &lt;= i &lt; length. The ranges may be
     * the same or overlap: the result is as if the inputs had been copied first.
     *
     * @param x the arguments
     * @param xOffset the index of the first element in x
     * @param dyda the derivatives in α, the output
     * @param dydaOffset the index of the first element in dyda
     * @param length the number of elements
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IndexOutOfBoundsException if a range does not lie within its array
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static void gradientAlpha(double[] x, int xOffset, double[] dyda, int dydaOffset, int length, double alpha) {
        Checks.range(x, "x", xOffset, length);
        Checks.range(dyda, "dyda", dydaOffset, length);
        DoubleKernel k = DoubleKernel.elu(Checks.finiteAlpha(alpha));
        DoubleArrays.map(DoubleArrays.gradientAlpha(k), x, xOffset, dyda, dydaOffset, length);
    }

    /**
     * Sets d2ydx2[i] to secondDerivative(x[i], alpha). The arrays may be the same.
     *
     * @param x the arguments
     * @param d2ydx2 the second derivatives in x, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the lengths differ
     */
    public static void secondDerivative(double[] x, double[] d2ydx2, double alpha) {
        Checks.sameLength(Checks.length(x, "x"), "x", Checks.length(d2ydx2, "d2ydx2"), "d2ydx2");
        secondDerivative(x, 0, d2ydx2, 0, x.length, alpha);
    }

    /**
     * Sets d2ydx2[d2ydx2Offset + i] to secondDerivative(x[xOffset + i], alpha) for 0 &lt;= i &lt; length. The ranges
     * may be the same or overlap: the result is as if the inputs had been copied first.
     *
     * @param x the arguments
     * @param xOffset the index of the first element in x
     * @param d2ydx2 the second derivatives in x, the output
     * @param d2ydx2Offset the index of the first element in d2ydx2
     * @param length the number of elements
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IndexOutOfBoundsException if a range does not lie within its array
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static void secondDerivative(
            double[] x, int xOffset, double[] d2ydx2, int d2ydx2Offset, int length, double alpha) {
        Checks.range(x, "x", xOffset, length);
        Checks.range(d2ydx2, "d2ydx2", d2ydx2Offset, length);
        DoubleKernel k = DoubleKernel.elu(Checks.finiteAlpha(alpha));
        DoubleArrays.map(DoubleArrays.secondDerivative(k), x, xOffset, d2ydx2, d2ydx2Offset, length);
    }

    /**
     * Sets dx[i] to dy[i]·gradient(x[i], alpha), the back-propagation step. Any of the arrays may be the same.
     *
     * @param dy the gradients in y
     * @param x the arguments
     * @param dx the gradients in x, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the lengths differ
     */
    public static void backward(double[] dy, double[] x, double[] dx, double alpha) {
        Checks.sameLength(Checks.length(dy, "dy"), "dy", Checks.length(x, "x"), "x");
        Checks.sameLength(x.length, "x", Checks.length(dx, "dx"), "dx");
        backward(dy, 0, x, 0, dx, 0, x.length, alpha);
    }

    /**
     * Sets dx[dxOffset + i] to dy[dyOffset + i]·gradient(x[xOffset + i], alpha) for 0 &lt;= i &lt; length. The ranges
     * may be the same or overlap: the result is as if the inputs had been copied first.
     *
     * @param dy the gradients in y
     * @param dyOffset the index of the first element in dy
     * @param x the arguments
     * @param xOffset the index of the first element in x
     * @param dx the gradients in x, the output
     * @param dxOffset the index of the first element in dx
     * @param length the number of elements
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IndexOutOfBoundsException if a range does not lie within its array
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static void backward(
            double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset, int length, double alpha) {
        Checks.range(dy, "dy", dyOffset, length);
        Checks.range(x, "x", xOffset, length);
        Checks.range(dx, "dx", dxOffset, length);
        DoubleKernel k = DoubleKernel.elu(Checks.finiteAlpha(alpha));
        DoubleArrays.map(DoubleArrays.backward(k), dy, dyOffset, x, xOffset, dx, dxOffset, length);
    }

    /**
     * Sets the remaining elements of dx to dy·gradient(x, alpha) of those of dy and x. All positions end at their
     * limits, or stay where they are if the call fails. The buffers may be the same, or start at the same element; do
     * not let them share memory in any other way.
     *
     * @param dy the gradients in y
     * @param x the arguments
     * @param dx the gradients in x, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if a buffer is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the buffers have different numbers of
     *     remaining elements
     * @throws java.nio.ReadOnlyBufferException if dx is read-only
     */
    public static void backward(DoubleBuffer dy, DoubleBuffer x, DoubleBuffer dx, double alpha) {
        Checks.buffers(dy, "dy", x, "x", dx, "dx");
        DoubleArrays.map(DoubleArrays.backward(DoubleKernel.elu(Checks.finiteAlpha(alpha))), dy, x, dx);
    }

    /**
     * Sets dx[i] to dy[i]·gradient as it follows from the output y = apply(x, alpha) alone: dy[i] for y[i] &gt;= 0 and
     * dy[i]·(α + y) for y[i] &lt; 0; dy for y &gt; 0 and else 0 where alpha = 0. For networks that overwrite their
     * inputs. As y nears −alpha the gradient is the small difference of rounded numbers and loses its relative
     * accuracy; {@code backward} does not. Any of the arrays may be the same.
     *
     * @param dy the gradients in y
     * @param y the values
     * @param dx the gradients in x, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the lengths differ
     */
    public static void backwardFromOutput(double[] dy, double[] y, double[] dx, double alpha) {
        Checks.sameLength(Checks.length(dy, "dy"), "dy", Checks.length(y, "y"), "y");
        Checks.sameLength(y.length, "y", Checks.length(dx, "dx"), "dx");
        backwardFromOutput(dy, 0, y, 0, dx, 0, y.length, alpha);
    }

    /**
     * The range form of backwardFromOutput. The ranges may be the same or overlap: the result is as if the inputs had
     * been copied first.
     *
     * @param dy the gradients in y
     * @param dyOffset the index of the first element in dy
     * @param y the values
     * @param yOffset the index of the first element in y
     * @param dx the gradients in x, the output
     * @param dxOffset the index of the first element in dx
     * @param length the number of elements
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IndexOutOfBoundsException if a range does not lie within its array
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static void backwardFromOutput(
            double[] dy, int dyOffset, double[] y, int yOffset, double[] dx, int dxOffset, int length, double alpha) {
        Checks.range(dy, "dy", dyOffset, length);
        Checks.range(y, "y", yOffset, length);
        Checks.range(dx, "dx", dxOffset, length);
        DoubleKernel k = DoubleKernel.elu(Checks.finiteAlpha(alpha));
        DoubleArrays.map(DoubleArrays.backwardFromOutput(k), dy, dyOffset, y, yOffset, dx, dxOffset, length);
    }

    /**
     * Sets y[i] to apply(x[i], alpha) and dydx[i] to gradient(x[i], alpha) in one pass that shares the exponential. The
     * arrays may be the same; if y and dydx are, the gradients remain.
     *
     * @param x the arguments
     * @param y the values, the output
     * @param dydx the derivatives in x, the output
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the lengths differ
     */
    public static void applyAndGradient(double[] x, double[] y, double[] dydx, double alpha) {
        Checks.sameLength(Checks.length(x, "x"), "x", Checks.length(y, "y"), "y");
        Checks.sameLength(x.length, "x", Checks.length(dydx, "dydx"), "dydx");
        applyAndGradient(x, 0, y, 0, dydx, 0, x.length, alpha);
    }

    /**
     * The range form of applyAndGradient. The ranges may be the same or overlap: the result is as if the inputs had
     * been copied first. Where the outputs overlap, the gradients remain.
     *
     * @param x the arguments
     * @param xOffset the index of the first element in x
     * @param y the values, the output
     * @param yOffset the index of the first element in y
     * @param dydx the derivatives in x, the output
     * @param dydxOffset the index of the first element in dydx
     * @param length the number of elements
     * @param alpha α, finite and not negative
     * @throws NullPointerException if an array is null
     * @throws IndexOutOfBoundsException if a range does not lie within its array
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static void applyAndGradient(
            double[] x, int xOffset, double[] y, int yOffset, double[] dydx, int dydxOffset, int length, double alpha) {
        Checks.range(x, "x", xOffset, length);
        Checks.range(y, "y", yOffset, length);
        Checks.range(dydx, "dydx", dydxOffset, length);
        DoubleKernel k = DoubleKernel.elu(Checks.finiteAlpha(alpha));
        DoubleArrays.valueAndDerivative(k, x, xOffset, y, yOffset, dydx, dydxOffset, length);
    }

    /**
     * Returns the sum of dy[i]·gradientAlpha(x[i], alpha), the gradient of a learnable alpha: products and sum in
     * double, from the first element to the last.
     *
     * @param dy the gradients in y
     * @param x the arguments
     * @param alpha α, finite and not negative
     * @return the sum
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite, or the lengths differ
     */
    public static double backwardAlpha(double[] dy, double[] x, double alpha) {
        Checks.sameLength(Checks.length(dy, "dy"), "dy", Checks.length(x, "x"), "x");
        return backwardAlpha(dy, 0, x, 0, x.length, alpha);
    }

    /**
     * The range form of backwardAlpha.
     *
     * @param dy the gradients in y
     * @param dyOffset the index of the first element in dy
     * @param x the arguments
     * @param xOffset the index of the first element in x
     * @param length the number of elements
     * @param alpha α, finite and not negative
     * @return the sum
     * @throws NullPointerException if an array is null
     * @throws IndexOutOfBoundsException if a range does not lie within its array
     * @throws IllegalArgumentException if alpha is NaN, negative or infinite
     */
    public static double backwardAlpha(double[] dy, int dyOffset, double[] x, int xOffset, int length, double alpha) {
        Checks.range(dy, "dy", dyOffset, length);
        Checks.range(x, "x", xOffset, length);
        DoubleKernel k = DoubleKernel.elu(Checks.finiteAlpha(alpha));
        return DoubleArrays.backwardAlpha(k, dy, dyOffset, x, xOffset, length);
    }
}
