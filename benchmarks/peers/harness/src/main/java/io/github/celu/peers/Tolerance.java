package io.github.celu.peers;

/** How far a result may be from the expected one: |difference| &lt;= absolute + relative·|expected|. */
public record Tolerance(double relative, double absolute) {}
