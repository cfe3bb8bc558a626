package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The bits of the results, pinned: the same on every JVM and every processor. */
class BitsTest {
    /** When the algorithm is changed on purpose, the failure of the test tells the new table. */
    private static final String TABLE = """
            CELU backwardAlpha      double 19ec6a86c4cfd161
            CELU backwardAlpha      float  4954842b8f1109ba
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
            CELU gradientAlpha      double 2a050f41ddd0934d
            CELU gradientAlpha      float  2e760404339fc178
            CELU secondDerivative   double 3e813b9ff6574f5f
            CELU secondDerivative   float  cbe93048a42b3294
            ELU  backwardAlpha      double 1a461ddc5bf697dd
            ELU  backwardAlpha      float  8d2c104d97b43ff7
            ELU  apply              double a16738d45c4c65c1
            ELU  apply              float  d1ba34fdf4b5ee7c
            ELU  applyAndGradient   double 9f7fcee5972ecff1
            ELU  applyAndGradient   float  f08c38e8ff6cc1b4
            ELU  backward           double 41e181fcf4a44ad9
            ELU  backward           float  d35ba9b94f442be9
            ELU  backwardFromOutput double 2999b7b9c1758f92
            ELU  backwardFromOutput float  01385963c6ba44ce
            ELU  gradient           double 4cb0503483da9094
            ELU  gradient           float  ba37d84ea416e911
            ELU  gradientAlpha      double c139fc2ebb3d54df
            ELU  gradientAlpha      float  fa17e6dcb46898a9
            ELU  secondDerivative   double 30e59382f42d9ff5
            ELU  secondDerivative   float  8129b8ddff0de386
            """;

    @Test
    void overAMillionResultsOfEachFunction() {
        assertEquals(TABLE, Bits.table(100_000));
    }
}
