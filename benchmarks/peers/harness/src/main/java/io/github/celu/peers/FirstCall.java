package io.github.celu.peers;

/** Prints how many nanoseconds a new JVM takes to load a peer and compute its first result, an ELU of 1,024 floats. */
final class FirstCall {
    private FirstCall() {}

    /** Takes the name of the peer. */
    public static void main(String[] args) throws Exception {
        Peer peer = Peers.named(args[0]);
        double[] x = new double[1024];
        for (int i = 0; i < x.length; i++) {
            x[i] = -i / 256.0;
        }
        Work work = Work.of(Operation.ELU, Type.FLOAT, 1, x);
        long start = System.nanoTime();
        peer.load(1);
        try (Job job = peer.prepare(work)) {
            job.run();
            double last = job.result()[1023];
            long time = System.nanoTime() - start;
            if (!(Math.abs(last - Math.expm1(x[1023])) < 1e-5)) {
                throw new IllegalStateException("wrong: " + last);
            }
            System.out.println("first call: " + time);
        }
        System.exit(0);
    }
}
