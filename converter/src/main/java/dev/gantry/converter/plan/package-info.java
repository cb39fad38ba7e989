/** Which nodes of a graph compute in which precision, as people and tools write it down. */
@NullMarked
package dev.gantry.converter.plan;

import org.jspecify.annotations.NullMarked;
