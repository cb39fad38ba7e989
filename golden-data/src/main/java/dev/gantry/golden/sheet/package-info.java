/**
 * A golden set to look at: its facts, and every sample with its labels and what the references say,
 * as one page that needs nothing else. Never decides whether a model is good enough.
 */
@NullMarked
package dev.gantry.golden.sheet;

import org.jspecify.annotations.NullMarked;
