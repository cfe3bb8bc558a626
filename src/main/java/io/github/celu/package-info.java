/**
 * The activation functions {@link io.github.celu.CELU CELU} and {@link io.github.celu.ELU ELU} with all their derivatives.
 *
 * <pre>
 *   CELU(x, α) = x for x &gt;= 0,  α·expm1(x/α) for x &lt; 0
 *   ELU(x, α)  = x for x &gt;= 0,  α·expm1(x) for x &lt; 0
 * </pre>
 *
 * <p>Both classes have the same static methods, for {@code float} and {@code double}; α is the last argument; where each
 * channel has an α of its own, the length of its runs follows.
 *
 * <table class="plain">
 * <caption>The methods, with the forms that each has</caption>
 * <tr><th>method</th><th>result</th><th>scalar</th><th>array, range</th><th>buffer</th><th>α per channel</th></tr>
 * <tr><td>apply</td><td>the value y</td><td>yes</td><td>yes</td><td>yes</td><td>yes</td></tr>
 * <tr><td>gradient</td><td>∂y/∂x</td><td>yes</td><td>yes</td><td>yes</td><td>yes</td></tr>
 * <tr><td>gradientAlpha</td><td>∂y/∂α</td><td>yes</td><td>yes</td><td>yes</td><td></td></tr>
 * <tr><td>secondDerivative</td><td>∂²y/∂x²</td><td>yes</td><td>yes</td><td>yes</td><td></td></tr>
 * <tr><td>applyAndGradient</td><td>y and ∂y/∂x in one pass</td><td></td><td>yes</td><td>yes</td><td></td></tr>
 * <tr><td>backward</td><td>dy·∂y/∂x</td><td></td><td>yes</td><td>yes</td><td>yes</td></tr>
 * <tr><td>backwardFromOutput</td><td>the same from y, without an error bound</td><td></td><td>yes</td><td>yes</td><td></td></tr>
 * <tr><td>backwardAlpha</td><td>the sum of dy·∂y/∂α</td><td></td><td>yes</td><td>yes</td><td></td></tr>
 * <tr><td>backwardWithAlpha</td><td>dy·∂y/∂x and that sum in one call</td><td></td><td>yes</td><td>yes</td><td>yes</td></tr>
 * </table>
 *
 * <pre>{@code
 * float[] x = {-3, -1, 0, 1};
 * float[] y = CELU.apply(x, 2f);
 * float[] dy = {1, 1, 1, 1};
 * float[] dx = new float[4];
 * CELU.backward(dy, x, dx, 2f);
 * }</pre>
 *
 * <p>Errors of values and slopes are below 1 ulp of the exact result for every α; the methods give their bounds. An element has
 * the same bits in every form, on every JVM and with every {@link io.github.celu.Backend Backend}, unless it is NaN.
 *
 * <p>The module {@code jdk.incubator.vector} is optional: where the JVM has it ({@code --add-modules jdk.incubator.vector}), loops
 * with vector instructions take over from plain Java.
 */
package io.github.celu;
