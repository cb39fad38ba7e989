/**
 * What a criterion comes to on one board: met, broken or not measured, in words with values. No
 * arithmetic of its own.
 */
@NullMarked
package dev.gantry.validation.ruling;

import org.jspecify.annotations.NullMarked;
