/**
 * Files and folders that are there whole or not at all, their digests, locks and trees: the one
 * place that moves a finished file to its name. Nothing here knows what is written in them.
 */
@NullMarked
package dev.gantry.files;

import org.jspecify.annotations.NullMarked;
