/**
 * The two files that people write: what is to be released, and which boards there are. Their forms
 * and what can be checked within one file; what needs models, sets or boards is checked by the
 * plan.
 */
@NullMarked
package dev.gantry.harness.files;

import org.jspecify.annotations.NullMarked;
