package dev.gantry.converter.normalise;

import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import java.util.Optional;

/** Reduces a batch normalization in inference to a factor and an offset for each channel. */
final class ChannelAffine {
  private final double[] factors;
  private final double[] offsets;

  private ChannelAffine(double[] factors, double[] offsets) {
    this.factors = factors;
    this.offsets = offsets;
  }

  /** Absent unless all its numbers are float32 weights, one a channel. */
  static Optional<ChannelAffine> of(Graph graph, GraphNode node) {
    float[][] numbers = new float[4][];
    for (int index = 0; index < 4; index++) {
      Optional<float[]> values =
          node.input(index + 1)
              .flatMap(graph::weight)
              .filter(WeightNumbers::isFloat)
              .map(WeightNumbers::floats);
      if (values.isEmpty() || values.get().length != values(numbers, values.get())) {
        return Optional.empty();
      }
      numbers[index] = values.get();
    }
    double epsilon = node.number("epsilon", 1e-5f);
    double[] factors = new double[numbers[0].length];
    double[] offsets = new double[factors.length];
    for (int channel = 0; channel < factors.length; channel++) {
      factors[channel] = numbers[0][channel] / Math.sqrt(numbers[3][channel] + epsilon);
      offsets[channel] = numbers[1][channel] - numbers[2][channel] * factors[channel];
      if (!Double.isFinite(factors[channel]) || !Double.isFinite(offsets[channel])) {
        return Optional.empty();
      }
    }
    return Optional.of(new ChannelAffine(factors, offsets));
  }

  private static int values(float[][] numbers, float[] first) {
    return numbers[0] == null ? first.length : numbers[0].length;
  }

  int channels() {
    return factors.length;
  }

  double factor(int channel) {
    return factors[channel];
  }

  float[] of(float[] bias) {
    float[] moved = new float[bias.length];
    for (int channel = 0; channel < bias.length; channel++) {
      moved[channel] = (float) (bias[channel] * factors[channel] + offsets[channel]);
    }
    return moved;
  }
}
