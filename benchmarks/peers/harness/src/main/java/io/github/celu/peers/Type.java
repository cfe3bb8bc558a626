package io.github.celu.peers;

/** The type of the elements. */
public enum Type {
    FLOAT,
    DOUBLE
}
