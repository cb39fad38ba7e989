package dev.gantry.converter.quantize;

import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.layers.InputScale;
import dev.gantry.converter.layers.MatrixLayer;

/** A layer with all that int8 needs: its weight as whole steps in the order of its matrices. */
final class QuantizedLayer {
  private final MatrixLayer layer;
  private final InputScale input;
  private final byte[] weight;
  private final float[] steps;
  private final float[] bias;

  QuantizedLayer(MatrixLayer layer, InputScale input, byte[] weight, float[] steps, float[] bias) {
    this.layer = layer;
    this.input = input;
    this.weight = weight.clone();
    this.steps = steps.clone();
    this.bias = bias.clone();
  }

  MatrixLayer layer() {
    return layer;
  }

  InputScale input() {
    return input;
  }

  /** One a scale of the weight. */
  float[] steps() {
    return steps.clone();
  }

  /** One number an output channel. */
  float[] bias() {
    return bias.clone();
  }

  /** The same for the same node in another graph. */
  QuantizedLayer at(GraphNode node) {
    return new QuantizedLayer(layer.at(node), input, weight, steps, bias);
  }

  /** The weight as the file has it. */
  byte[] fileWeight() {
    byte[] file = new byte[weight.length];
    for (int index = 0; index < weight.length; index++) {
      file[layer.place(index)] = weight[index];
    }
    return file;
  }
}
