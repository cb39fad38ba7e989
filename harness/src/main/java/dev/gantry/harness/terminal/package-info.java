/**
 * What a person sees: progress on stderr, results on stdout. The only place with standard streams.
 */
@NullMarked
package dev.gantry.harness.terminal;

import org.jspecify.annotations.NullMarked;
