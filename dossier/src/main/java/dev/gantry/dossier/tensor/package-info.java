/**
 * Tensors as values, and the one way in which two of them are compared. Nothing here knows where
 * they came from, nor how near is near enough.
 */
@NullMarked
package dev.gantry.dossier.tensor;

import org.jspecify.annotations.NullMarked;
