/** A whole release on three boards of this computer, with faults on request. */
@NullMarked
package dev.gantry.harness.demo;

import org.jspecify.annotations.NullMarked;
