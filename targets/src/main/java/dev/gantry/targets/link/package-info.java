/** The SSH link to one board: commands, files, and the certainty that a lost link is noticed. */
@NullMarked
package dev.gantry.targets.link;

import org.jspecify.annotations.NullMarked;
