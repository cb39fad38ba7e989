/**
 * Golden sets: opened, verified byte by byte, and turned into the tensors that a model is fed and
 * compared with. The shipped models and sets live here too.
 */
@NullMarked
package dev.gantry.golden;

import org.jspecify.annotations.NullMarked;
