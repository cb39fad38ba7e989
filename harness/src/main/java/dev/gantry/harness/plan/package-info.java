/**
 * From release and rack file to a plan, or to everything that is wrong with them, before any
 * hardware is touched.
 */
@NullMarked
package dev.gantry.harness.plan;

import org.jspecify.annotations.NullMarked;
