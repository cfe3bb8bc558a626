package io.github.celu.peers.jdk;

import io.github.celu.CELU;
import io.github.celu.ELU;
import io.github.celu.peers.Job;
import io.github.celu.peers.Operation;
import io.github.celu.peers.Peer;
import io.github.celu.peers.Sliced;
import io.github.celu.peers.Tolerance;
import io.github.celu.peers.Type;
import io.github.celu.peers.Work;

/** This library: arrays by the array methods, a single number by the scalar method. */
record Celu(String name, boolean plain, String note) implements Peer {
    @Override
    public Class<?> library() {
        return CELU.class;
    }

    @Override
    public Tolerance tolerance(Type type) {
        return new Tolerance(0, 0);
    }

    @Override
    public void load(int threads) {
        if (plain) {
            System.setProperty("io.github.celu.backend", "plain");
        }
    }

    @Override
    public boolean offers(Operation operation, Type type) {
        return true;
    }

    /** CELU takes the same loops; once is enough. */
    @Override
    public boolean isTimed(Operation operation) {
        return !plain || !operation.isCelu();
    }

    @Override
    public Job prepare(Work work) {
        return work.type() == Type.FLOAT ? floats(work) : doubles(work);
    }

    private static Job floats(Work work) {
        float[] dy = work.floatDy();
        float[] x = work.floatX();
        float[] y = new float[work.length()];
        float alpha = (float) work.alpha();
        return new Sliced(work) {
            @Override
            protected void run(int from, int to) {
                int n = to - from;
                switch (work.operation()) {
                    case ELU -> {
                        if (n == 1) {
                            y[from] = ELU.apply(x[from], alpha);
                        } else {
                            ELU.apply(x, from, y, from, n, alpha);
                        }
                    }
                    case CELU -> {
                        if (n == 1) {
                            y[from] = CELU.apply(x[from], alpha);
                        } else {
                            CELU.apply(x, from, y, from, n, alpha);
                        }
                    }
                    case ELU_BACKWARD -> {
                        if (n == 1) {
                            y[from] = dy[from] * ELU.gradient(x[from], alpha);
                        } else {
                            ELU.backward(dy, from, x, from, y, from, n, alpha);
                        }
                    }
                    case CELU_BACKWARD -> {
                        if (n == 1) {
                            y[from] = dy[from] * CELU.gradient(x[from], alpha);
                        } else {
                            CELU.backward(dy, from, x, from, y, from, n, alpha);
                        }
                    }
                }
            }

            @Override
            public double[] result() {
                return Work.doubles(y);
            }
        };
    }

    private static Job doubles(Work work) {
        double[] dy = work.dy();
        double[] x = work.x();
        double[] y = new double[work.length()];
        double alpha = work.alpha();
        return new Sliced(work) {
            @Override
            protected void run(int from, int to) {
                int n = to - from;
                switch (work.operation()) {
                    case ELU -> {
                        if (n == 1) {
                            y[from] = ELU.apply(x[from], alpha);
                        } else {
                            ELU.apply(x, from, y, from, n, alpha);
                        }
                    }
                    case CELU -> {
                        if (n == 1) {
                            y[from] = CELU.apply(x[from], alpha);
                        } else {
                            CELU.apply(x, from, y, from, n, alpha);
                        }
                    }
                    case ELU_BACKWARD -> {
                        if (n == 1) {
                            y[from] = dy[from] * ELU.gradient(x[from], alpha);
                        } else {
                            ELU.backward(dy, from, x, from, y, from, n, alpha);
                        }
                    }
                    case CELU_BACKWARD -> {
                        if (n == 1) {
                            y[from] = dy[from] * CELU.gradient(x[from], alpha);
                        } else {
                            CELU.backward(dy, from, x, from, y, from, n, alpha);
                        }
                    }
                }
            }

            @Override
            public double[] result() {
                return y;
            }
        };
    }
}
