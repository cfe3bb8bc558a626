/** What tests share: the list of functions, the types of numbers, the methods found by reflection, and references. */
package io.github.celu.testing;
