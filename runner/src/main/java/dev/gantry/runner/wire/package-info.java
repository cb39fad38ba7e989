/**
 * What runner and host say to each other: one request as words, then lines until an explicit end.
 */
@NullMarked
package dev.gantry.runner.wire;

import org.jspecify.annotations.NullMarked;
