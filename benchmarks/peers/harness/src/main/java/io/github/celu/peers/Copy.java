package io.github.celu.peers;

/** What no code can beat: the inputs as they are. */
final class Copy implements Peer {
    static final String NAME = "System.arraycopy";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<?> library() {
        return null;
    }

    @Override
    public Tolerance tolerance(Type type) {
        return new Tolerance(0, 0);
    }

    @Override
    public void load(int threads) {}

    /** Under the name of the first operation. */
    @Override
    public boolean offers(Operation operation, Type type) {
        return operation == Operation.ELU;
    }

    @Override
    public Job prepare(Work work) {
        Object x = work.type() == Type.FLOAT ? work.floatX() : work.x();
        Object y = work.type() == Type.FLOAT ? new float[work.length()] : new double[work.length()];
        return new Sliced(work) {
            @Override
            protected void run(int from, int to) {
                System.arraycopy(x, from, y, from, to - from);
            }

            @Override
            public double[] result() {
                return y instanceof float[] floats ? Work.doubles(floats) : (double[]) y;
            }
        };
    }
}
