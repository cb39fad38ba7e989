/**
 * The log of a run: one bounded file that says what was done, by whom and when, without any secret.
 * Nothing here speaks to people; the terminal shows what is written here when it is asked to.
 */
@NullMarked
package dev.gantry.harness.log;

import org.jspecify.annotations.NullMarked;
