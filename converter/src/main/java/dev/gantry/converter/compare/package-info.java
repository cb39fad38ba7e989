/**
 * How far a variant strays from the model that it was made of: output by output, sample by sample,
 * layer by layer. Whether that is good enough is never decided here.
 */
@NullMarked
package dev.gantry.converter.compare;

import org.jspecify.annotations.NullMarked;
