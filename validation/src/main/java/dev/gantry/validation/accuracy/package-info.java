/**
 * Criteria of answers: parity with the references, and what is lost at the task. Nothing here reads
 * a file.
 */
@NullMarked
package dev.gantry.validation.accuracy;

import org.jspecify.annotations.NullMarked;
