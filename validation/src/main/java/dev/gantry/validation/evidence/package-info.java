/** Reads the evidence of a trial back from its files, as values for judgement and for reports. */
@NullMarked
package dev.gantry.validation.evidence;

import org.jspecify.annotations.NullMarked;
