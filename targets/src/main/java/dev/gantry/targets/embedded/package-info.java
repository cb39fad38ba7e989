/** Boards on this computer, behind a real SSH server on loopback; simulations, and called so. */
@NullMarked
package dev.gantry.targets.embedded;

import org.jspecify.annotations.NullMarked;
