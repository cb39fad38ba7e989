/**
 * What TensorRT says of the layers of an engine, and in which number format each of them computes.
 * Nothing here judges.
 */
@NullMarked
package dev.gantry.targets.inspector;

import org.jspecify.annotations.NullMarked;
