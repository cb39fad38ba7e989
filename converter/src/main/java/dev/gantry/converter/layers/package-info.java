/**
 * Layers that multiply by weights, seen as products of matrices: found, fed and computed. Nothing
 * here decides what becomes int8.
 */
@NullMarked
package dev.gantry.converter.layers;

import org.jspecify.annotations.NullMarked;
