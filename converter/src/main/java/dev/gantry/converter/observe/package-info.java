/** What the tensors inside a graph are when it runs: types, shapes, numbers. */
@NullMarked
package dev.gantry.converter.observe;

import org.jspecify.annotations.NullMarked;
