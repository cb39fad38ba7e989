/**
 * Golden sets in one file: packed into the same bytes every time, and unpacked without trusting a
 * byte of what came. What the files mean is nobody's business here.
 */
@NullMarked
package dev.gantry.golden.archive;

import org.jspecify.annotations.NullMarked;
