/**
 * Work that a board does by itself, whoever listens: laid out in a folder, begun, followed, found
 * again, ended. Nothing here knows what the work is.
 */
@NullMarked
package dev.gantry.targets.job;

import org.jspecify.annotations.NullMarked;
