package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The bits of the results, pinned: the same on every JVM and every processor. */
class BitsTest {
    /** When the algorithm is changed on purpose, the failure of the test tells the new table. */
    private static final String TABLE = """
            CELU backwardAlpha      double 11ca855aaff91a12
            CELU backwardAlpha      float  77d69e56a11cde2f
            CELU apply              double b2c4f03d539bb5e2
            CELU apply              float  44573c590461a9f8
            CELU applyAndGradient   double 98db0809ad651d88
            CELU applyAndGradient   float  8601cfbc2cb92a64
            CELU backward           double 710d2c841a232a03
            CELU backward           float  edf2df48c025282c
            CELU backwardFromOutput double 93e27a4cc97bb130
            CELU backwardFromOutput float  38e64d98b5e1b73a
            CELU gradient           double 1154c17aaacba1ba
            CELU gradient           float  e0795f44b9f46961
            CELU gradientAlpha      double 4d6051c3e6eaa4c0
            CELU gradientAlpha      float  37ebd3f9650093db
            CELU secondDerivative   double 6785e27423ade35a
            CELU secondDerivative   float  2de912b564ec20d1
            ELU  backwardAlpha      double 1acf71bc05dec66c
            ELU  backwardAlpha      float  f0d8d0e1475183c4
            ELU  apply              double a5c2aef4e16058b6
            ELU  apply              float  9d096ea04df0199b
            ELU  applyAndGradient   double ffe7c0c7196d6b5c
            ELU  applyAndGradient   float  ec8d4e40cc49ab7f
            ELU  backward           double 0f379f79132bb49f
            ELU  backward           float  6580ac52c15fec35
            ELU  backwardFromOutput double ea043fe59a259e20
            ELU  backwardFromOutput float  26a756ced8181d09
            ELU  gradient           double 58704a1149003737
            ELU  gradient           float  4c69832b55704089
            ELU  gradientAlpha      double d4b075e528271aab
            ELU  gradientAlpha      float  5c312255fc6e4a95
            ELU  secondDerivative   double 9fdcfd08782ad3a7
            ELU  secondDerivative   float  c94ac2ff74c6e2b0
            """;

    @Test
    void overAMillionResultsOfEachFunction() {
        assertEquals(TABLE, Bits.table(100_000));
    }
}
