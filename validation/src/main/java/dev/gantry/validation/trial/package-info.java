/** Runs one cell on one board and brings the raw evidence home. Never says whether it is good. */
@NullMarked
package dev.gantry.validation.trial;

import org.jspecify.annotations.NullMarked;
