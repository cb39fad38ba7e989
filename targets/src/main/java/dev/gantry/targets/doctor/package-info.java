/** What is wrong with a board and how to mend it. Nothing here mends by itself. */
@NullMarked
package dev.gantry.targets.doctor;

import org.jspecify.annotations.NullMarked;
