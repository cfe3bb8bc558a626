/** Programs that tests start in JVMs of their own, and people by hand: see docs/hardening.md and docs/accuracy.md. */
package io.github.celu.programs;
