/**
 * New sets from drafts, foreign data or other sets: captured, copied, imported. What is made here
 * is opened and verified like any other set.
 */
@NullMarked
package dev.gantry.golden.make;

import org.jspecify.annotations.NullMarked;
