package dev.gantry.converter.quantize;

import dev.gantry.converter.graph.GraphNode;

/**
 * The input of an Add that goes around a layer, in int8: so that a board adds within the kernel of
 * the layer.
 */
record QuantizedSkip(GraphNode add, int input, float step) {
  String tensor() {
    return add.inputs().get(input);
  }

  QuantizedSkip at(GraphNode node) {
    return new QuantizedSkip(node, input, step);
  }
}
