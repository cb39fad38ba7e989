package dev.gantry.converter.quantize;

import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.layers.InputScale;
import dev.gantry.converter.layers.MatrixLayer;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Decides where the branch that goes around a layer becomes int8: only where the error that this
 * adds is small beside the error that is there by then anyway.
 */
final class SkipSearch {
  /** A quarter more error power is one decibel at this place, and far less at the outputs. */
  private static final double SHARE_OF_ERROR = 0.25;

  private static final int NUMBERS = 2048;
  private static final double[] KEPT = {1, 0.9, 0.8, 0.65};

  private final Graph graph;
  private final ObservedTensor facts;
  private final Map<GraphNode, MatrixLayer> layers;

  SkipSearch(Graph graph, ObservedTensor facts, Map<GraphNode, MatrixLayer> layers) {
    this.graph = graph;
    this.facts = facts;
    this.layers = layers;
  }

  /** Which input of an Add goes around the layer that makes the other. */
  Optional<Integer> skip(GraphNode node) {
    if (!node.is("Add") || node.inputs().size() != 2) {
      return Optional.empty();
    }
    for (int input = 1; input >= 0; input--) {
      if (isLayersOwn(node.inputs().get(1 - input)) && isActivation(node, input)) {
        return Optional.of(input);
      }
    }
    return Optional.empty();
  }

  private boolean isLayersOwn(String tensor) {
    return graph.producer(tensor).filter(layers::containsKey).isPresent()
        && graph.readers(tensor).size() == 1
        && !graph.isOutput(tensor);
  }

  private boolean isActivation(GraphNode node, int input) {
    Optional<TensorSpec> skip = facts.of(node.inputs().get(input));
    Optional<TensorSpec> other = facts.of(node.inputs().get(1 - input));
    return skip.isPresent()
        && other.isPresent()
        && facts.isFloat(skip.get().name())
        && skip.get().shape().equals(other.get().shape())
        && !skip.get().name().equals(other.get().name());
  }

  Optional<QuantizedSkip> find(GraphNode add, int input, ExactAndRoughRun twin, Random random) {
    String skip = add.inputs().get(input);
    String other = add.inputs().get(1 - input);
    List<Float> values = new ArrayList<>();
    double present = 0;
    float top = 0;
    for (int sample = 0; sample < twin.samples(); sample++) {
      float[] exactSkip = twin.exact(skip, sample);
      float[] roughSkip = twin.rough(skip, sample);
      float[] exactOther = twin.exact(other, sample);
      float[] roughOther = twin.rough(other, sample);
      for (float value : exactSkip) {
        top = Math.max(top, Math.abs(value));
      }
      int count = Math.min(exactSkip.length, NUMBERS);
      for (int place : random.ints(count, 0, exactSkip.length).toArray()) {
        double error = roughSkip[place] - exactSkip[place] + roughOther[place] - exactOther[place];
        present += error * error;
        values.add(roughSkip[place]);
      }
    }
    float step = step(values, top);
    return error(values, step) < SHARE_OF_ERROR * present
        ? Optional.of(new QuantizedSkip(add, input, step))
        : Optional.empty();
  }

  private static float step(List<Float> values, float top) {
    float whole = Math.max(top, 1e-8f) / InputScale.HIGHEST;
    float best = whole;
    for (double kept : KEPT) {
      float step = (float) (whole * kept);
      best = error(values, step) < error(values, best) ? step : best;
    }
    return best;
  }

  private static double error(List<Float> values, float step) {
    double error = 0;
    for (float value : values) {
      double lost = InputScale.rounded(value, step) - value;
      error += lost * lost;
    }
    return error;
  }
}
