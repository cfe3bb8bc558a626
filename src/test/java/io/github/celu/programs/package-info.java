/** Programs that tests start in JVMs of their own. Those that docs/hardening.md and docs/accuracy.md name are for people, too. */
package io.github.celu.programs;
