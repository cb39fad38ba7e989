/**
 * The state a board is in while something is measured: observed, compared with what was agreed, and
 * set where that is allowed. Nothing here measures, and nothing is assumed.
 */
@NullMarked
package dev.gantry.targets.state;

import org.jspecify.annotations.NullMarked;
