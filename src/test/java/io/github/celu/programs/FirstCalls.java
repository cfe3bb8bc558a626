package io.github.celu.programs;

import io.github.celu.Backend;
import io.github.celu.CELU;
import io.github.celu.ELU;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A program whose first calls of the library fail: deep in a stack at every depth, or on a full heap with every amount of room.
 * What comes out of them may only be the error itself, and the next calls must be right. It prints how many failed, and then
 * results and the backend. The arguments are {@code stack}, {@code later} (stack again, after calls that succeeded) or {@code heap},
 * and the names of calls.
 */
public final class FirstCalls {
    private static final float[] X = {-3f, -0.5f, -0f, 2f};
    private static final float[] ALPHA = {0.7f, 2f};

    /** Each of them a first call of its kind. */
    public enum Call {
        SCALAR_FLOAT {
            @Override
            public double run() {
                return CELU.apply(-0.5f, 0.7f) + ELU.gradient(-0.5f, 0.7f) + CELU.secondDerivative(-0.5f, 1e-30f);
            }
        },
        SCALAR_DOUBLE {
            @Override
            public double run() {
                return CELU.apply(-0.5, 0.7) + ELU.gradientAlpha(-0.5, 0.7) + CELU.gradientAlpha(-0.5, 0.7);
            }
        },
        FLOATS {
            @Override
            public double run() {
                float[] x = new float[200];
                Arrays.fill(x, -0.5f);
                float[] y = new float[200];
                CELU.apply(x, y, 0.7f);
                CELU.applyAndGradient(y, y, x, 0.7f);
                CELU.backward(x, x, y, 0.7f);
                ELU.backwardFromOutput(y, x, y, 0.7f);
                CELU.gradientAlpha(x, x, 0.7f);
                ELU.gradientAlpha(x, x, 0.7f);
                return CELU.backwardAlpha(x, y, 0.7f);
            }
        },
        DOUBLES {
            @Override
            public double run() {
                double[] x = new double[200];
                Arrays.fill(x, -0.5);
                double[] y = new double[200];
                CELU.apply(x, y, 0.7);
                CELU.applyAndGradient(y, y, x, 0.7);
                CELU.backward(x, x, y, 0.7);
                ELU.backwardFromOutput(y, x, y, 0.7);
                CELU.gradientAlpha(x, x, 0.7);
                ELU.gradientAlpha(x, x, 0.7);
                return CELU.backwardAlpha(x, y, 0.7);
            }
        },
        SUM {
            @Override
            public double run() {
                return CELU.backwardAlpha(X, X, 0.7f);
            }
        },
        BUFFER {
            @Override
            public double run() {
                FloatBuffer y = FloatBuffer.allocate(X.length);
                CELU.apply(FloatBuffer.wrap(X), y, 0.7f);
                return y.get(1);
            }
        },
        BUFFER_WITHOUT_ARRAY {
            @Override
            public double run() {
                FloatBuffer y = FloatBuffer.allocate(X.length);
                CELU.backward(FloatBuffer.wrap(X), FloatBuffer.wrap(X).asReadOnlyBuffer(), y, 0.7f);
                return y.get(1);
            }
        },
        CHANNELS {
            @Override
            public double run() {
                float[] y = new float[200];
                CELU.apply(y, y, ALPHA, 1);
                CELU.gradient(y, y, ALPHA, 1);
                CELU.backward(y, y, y, ALPHA, 1);
                return y[199];
            }
        },
        CHANNEL_SUMS {
            @Override
            public double run() {
                double[] dalpha = new double[ALPHA.length];
                CELU.backwardWithAlpha(X, X, new float[X.length], ALPHA, dalpha, 2);
                return dalpha[0];
            }
        },
        OVERLAP {
            @Override
            public double run() {
                float[] x = X.clone();
                CELU.apply(x, 0, x, 1, 3, 0.7f);
                return x[2];
            }
        };

        public abstract double run();
    }

    private static int failed;
    private static double sink;

    private FirstCalls() {}

    public static void main(String[] args) throws Exception {
        Call[] calls = new Call[args.length - 1];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = Call.valueOf(args[i + 1]);
        }
        attempt(null);
        if (args[0].equals("heap")) {
            full(calls);
        } else {
            if (args[0].equals("later")) {
                sink += Call.SCALAR_FLOAT.run() + Call.FLOATS.run();
            }
            // Not a lambda: it would initialise java.lang.invoke here, with room to spare, and so hide one of the
            // library that is the first deep in a stack.
            Runnable deep = new Runnable() {
                @Override
                public void run() {
                    deep(calls);
                }
            };
            Thread thread = new Thread(null, deep, "deep", 512 * 1024);
            thread.start();
            thread.join();
        }
        System.out.println(failed + " failed");
        for (Call call : calls) {
            System.out.println(call + " " + call.run());
        }
        System.out.println(Backend.active() + " " + Backend.description());
    }

    /** Tries the calls at the very end of the stack first, and then one frame further up each time. */
    private static void deep(Call[] calls) {
        try {
            deep(calls);
        } catch (StackOverflowError e) {
            // The end.
        }
        for (Call call : calls) {
            attempt(call);
        }
    }

    /** Tries the calls on a full heap first, and then with a little more room each time. */
    private static void full(Call[] calls) {
        Object[] chain = null;
        int size = 1 << 20;
        while (true) {
            try {
                chain = new Object[] {chain, new byte[size]};
            } catch (OutOfMemoryError e) {
                if (size <= 16) {
                    break;
                }
                size /= 2;
            }
        }
        while (chain != null) {
            for (Call call : calls) {
                attempt(call);
            }
            chain = (Object[]) chain[0];
        }
    }

    private static void attempt(Call call) {
        try {
            if (call != null) {
                sink += call.run();
            }
        } catch (StackOverflowError | OutOfMemoryError e) {
            failed++;
        }
    }
}
