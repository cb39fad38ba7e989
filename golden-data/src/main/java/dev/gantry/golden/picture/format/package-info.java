/**
 * Formats of picture files: which picture a file holds, and whether all its bytes are there. No
 * pixel is decoded here.
 */
@NullMarked
package dev.gantry.golden.picture.format;

import org.jspecify.annotations.NullMarked;
