package io.github.celu.peers;

import java.util.Arrays;

/** A task: the numbers are doubles whatever the type; those for float are floats, so nothing is lost in between. */
public record Work(Operation operation, Type type, double alpha, double[] x, double[] dy, int threads) {
    public Work {
        if (type == Type.FLOAT && !(areFloats(x) && areFloats(dy))) {
            throw new IllegalArgumentException("not all numbers are floats");
        }
    }

    /** On one thread, with incoming derivatives of 1. */
    static Work of(Operation operation, Type type, double alpha, double... x) {
        double[] ones = new double[x.length];
        Arrays.fill(ones, 1);
        return new Work(operation, type, alpha, x, ones, 1);
    }

    public int length() {
        return x.length;
    }

    public float[] floatX() {
        return floats(x);
    }

    public float[] floatDy() {
        return floats(dy);
    }

    /** For results. */
    public static double[] doubles(float[] y) {
        double[] doubles = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            doubles[i] = y[i];
        }
        return doubles;
    }

    private static float[] floats(double[] x) {
        float[] floats = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            floats[i] = (float) x[i];
        }
        return floats;
    }

    private static boolean areFloats(double[] x) {
        for (double d : x) {
            if (Double.compare((float) d, d) != 0) {
                return false;
            }
        }
        return true;
    }
}
