/**
 * What is known of trtexec: the words that each version of it understands, the files that it writes
 * and the lines that it logs. Nothing here starts a program or talks to a board.
 */
@NullMarked
package dev.gantry.targets.trtexec;

import org.jspecify.annotations.NullMarked;
