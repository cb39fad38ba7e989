/**
 * Layers that multiply by weights, whatever the dialect: found, fed and computed as products of
 * matrices. Nothing here decides what becomes int8.
 */
@NullMarked
package dev.gantry.converter.layers;

import org.jspecify.annotations.NullMarked;
