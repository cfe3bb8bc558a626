package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The bits of the results, pinned: the same on every JVM, every processor, and in every version. */
class BitsTest {
    /** Where the algorithm is changed on purpose, the failing test tells the new table. */
    private static final String TABLE = """
            CELU backwardAlpha      double 885e81577b273f0e
            CELU backwardAlpha      float  a36bb22c9c71e289
            CELU apply              double b2c4f03d539bb5e2
            CELU apply              float  44573c590461a9f8
            CELU applyAndGradient   double fcfb2e8fbbefa5ab
            CELU applyAndGradient   float  068205be6268b2be
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
            ELU  backwardAlpha      double 241b8c300e1c24f1
            ELU  backwardAlpha      float  d93c24432f09adeb
            ELU  apply              double a5c2aef4e16058b6
            ELU  apply              float  9d096ea04df0199b
            ELU  applyAndGradient   double 10c99db297b9f7f8
            ELU  applyAndGradient   float  bbfc6a96f52d49f8
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
