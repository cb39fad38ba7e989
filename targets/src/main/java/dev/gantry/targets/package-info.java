/**
 * What boards are, who may use them, and what is brought to them: visits, leases, the store on the
 * board, the runner's kit. Nothing here knows what is measured or why.
 */
@NullMarked
package dev.gantry.targets;

import org.jspecify.annotations.NullMarked;
