/**
 * A file as it was written: its text, its tree with the line of every key, and the complaints about
 * it. Nothing here knows what a key means.
 */
@NullMarked
package dev.gantry.settings.tree;

import org.jspecify.annotations.NullMarked;
