/** Criteria of what an engine computes in, layer by layer. Nothing here reads an engine. */
@NullMarked
package dev.gantry.validation.audit;

import org.jspecify.annotations.NullMarked;
