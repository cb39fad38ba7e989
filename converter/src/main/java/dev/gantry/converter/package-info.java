/**
 * From ONNX to variant, with precision standing in the graph, and from variant to engine, once per
 * recipe. Nothing here measures or judges.
 */
@NullMarked
package dev.gantry.converter;

import org.jspecify.annotations.NullMarked;
