package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.celu.programs.Bits;
import org.junit.jupiter.api.Test;

/** The bits of the results, pinned: the same on every JVM and every processor. */
class BitsTest {
    /** When the algorithm is changed on purpose, the failure of the test tells the new table. */
    private static final String TABLE = """
            CELU backwardAlpha      double 3e4ee9e1c08da697
            CELU backwardAlpha      float  4116fc15f00c2fd4
            CELU backwardWithAlpha  double 732bd157a04e781d
            CELU backwardWithAlpha  float  17c7e4ebdf7892e0
            CELU apply              double b22cdd097bfc0392
            CELU apply              float  9bead79f6ee283c3
            CELU applyAndGradient   double c63ac64b46d700b4
            CELU applyAndGradient   float  fa617443301542ad
            CELU backward           double 1a8c6ce19a0541a1
            CELU backward           float  f462cc3c204fadcf
            CELU backwardFromOutput double 12509817730c8916
            CELU backwardFromOutput float  60d4ef094f4e18a9
            CELU gradient           double 5958c85e4063476a
            CELU gradient           float  098e90d89b9b401e
            CELU gradientAlpha      double b2f5c5e8ab31c3d9
            CELU gradientAlpha      float  bb61d60060d33f10
            CELU secondDerivative   double 211b7cce1b8753f6
            CELU secondDerivative   float  74e8afcf12ba9714
            ELU  backwardAlpha      double 29e5a9198e230765
            ELU  backwardAlpha      float  3634e4bb8f37bb26
            ELU  backwardWithAlpha  double 04f6d01cd1a926e6
            ELU  backwardWithAlpha  float  a9c931ada1c65c0c
            ELU  apply              double 43b7a40d5da62dd9
            ELU  apply              float  2d7589a299e311b9
            ELU  applyAndGradient   double d7e07930faf280dd
            ELU  applyAndGradient   float  11e5a4fc31bc348e
            ELU  backward           double 41e181fcf4a44ad9
            ELU  backward           float  51cf54c78132995d
            ELU  backwardFromOutput double 2999b7b9c1758f92
            ELU  backwardFromOutput float  bd050c796d68f703
            ELU  gradient           double 4cb0503483da9094
            ELU  gradient           float  5deb89fd5cf6336f
            ELU  gradientAlpha      double c139fc2ebb3d54df
            ELU  gradientAlpha      float  1e25c8e1564811f0
            ELU  secondDerivative   double 30e59382f42d9ff5
            ELU  secondDerivative   float  6b902002e3b8676a
            CELU apply, channels             double 51fa7e470126920b
            CELU apply, channels             float  44c64feb7c80c6a6
            CELU backward, channels          double 94bf9f2299f2be40
            CELU backward, channels          float  328d5f87857aa429
            CELU backwardWithAlpha, channels double be371e69149d31ab
            CELU backwardWithAlpha, channels float  94fb5918ee1f1e7e
            CELU gradient, channels          double 7ece87bf4239cceb
            CELU gradient, channels          float  ad17b658aacc09a5
            ELU  apply, channels             double 2568d47b2ca117c7
            ELU  apply, channels             float  ab06569e53ec3eeb
            ELU  backward, channels          double 6a23afa8090b9b9d
            ELU  backward, channels          float  92b3c107dc0bc44b
            ELU  backwardWithAlpha, channels double af670109136cf761
            ELU  backwardWithAlpha, channels float  7282eb02af450992
            ELU  gradient, channels          double 3b3c521d95f52f0e
            ELU  gradient, channels          float  30573c9cb719df94
            """;

    @Test
    void overAMillionResultsOfEachFunction() {
        assertEquals(TABLE, Bits.table(100_000));
    }
}
