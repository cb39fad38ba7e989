package dev.gantry.converter.compare;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorComparison;
import dev.gantry.inference.LoadedEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Measures which layers harm the outputs of an int8 variant most. Each is looked at alone, with the
 * activations of all others not quantized. Weights stay as the variant has them.
 */
public final class LayerDamageSearch {
  /** So many inferences at most: enough to see what stands out, and no longer than a coffee. */
  private static final int RUNS = 240;

  private static final int MOST_SAMPLES = 4;

  private final OnnxMl.ModelProto variant;
  private final IntConsumer step;

  /** Each inference is told as a step, so that someone can call a halt. */
  public LayerDamageSearch(OnnxMl.ModelProto variant, IntConsumer step) {
    this.variant = variant;
    this.step = step;
  }

  /**
   * Holds the damage that was measured, the worst first.
   *
   * @param quantized how many tensors are quantized; fewer may have been looked at
   */
  public record Found(List<LayerDamage> layers, int quantized) {
    public Found {
      layers = List.copyOf(layers);
    }
  }

  /** Nothing where the runtime does not take the graph: this is a hint, and nothing rests on it. */
  public Optional<Found> of(SampleFeed samples) throws IOException {
    SwitchedGraph switched = SwitchedGraph.of(NearestRounding.of(variant));
    List<SwitchedGraph.Switch> all = switched.switches();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<SwitchedGraph.Switch> looked = all.subList(0, Math.min(all.size(), RUNS - 1));
    int few = Math.max(1, Math.min(MOST_SAMPLES, RUNS / (looked.size() + 1)));
    try (LoadedEngine engine =
        LoadedEngine.asBuilt(switched.model().toByteArray(), 1, samples.limit())) {
      List<LayerDamage> layers = look(engine, switched, looked, samples.spread(few));
      return Optional.of(new Found(layers, all.size()));
    } catch (OrtException e) {
      return Optional.empty();
    }
  }

  private List<LayerDamage> look(
      LoadedEngine engine,
      SwitchedGraph switched,
      List<SwitchedGraph.Switch> looked,
      SampleFeed samples)
      throws OrtException, IOException {
    List<List<TensorComparison>> sums = new ArrayList<>();
    int runs = 0;
    for (int sample = 0; sample < samples.count(); sample++) {
      List<Tensor> inputs = samples.at(sample);
      List<Tensor> untouched = engine.run(switched.sample(inputs, List.of()));
      for (int layer = 0; layer < looked.size(); layer++) {
        step.accept(runs++);
        List<Tensor> got = engine.run(switched.sample(inputs, List.of(looked.get(layer))));
        List<TensorComparison> all = new ArrayList<>();
        for (int output = 0; output < got.size(); output++) {
          TensorComparison one = OutputTally.compared(untouched.get(output), got.get(output));
          all.add(sample == 0 ? one : one.plus(sums.get(layer).get(output)));
        }
        if (sample == 0) {
          sums.add(all);
        } else {
          sums.set(layer, all);
        }
      }
    }
    List<LayerDamage> damages = new ArrayList<>();
    for (int layer = 0; layer < looked.size(); layer++) {
      SwitchedGraph.Switch one = looked.get(layer);
      damages.add(new LayerDamage(one.tensor(), one.readers(), keeps(sums.get(layer))));
    }
    damages.sort(Comparator.comparingDouble(LayerDamage::decibel));
    return damages;
  }

  /** What the output that suffers most keeps. */
  private static double keeps(List<TensorComparison> outputs) {
    return outputs.stream()
        .mapToDouble(
            output ->
                output.strays() > 0
                    ? -TensorComparison.CEILING
                    : output.sqnr().orElse(TensorComparison.CEILING))
        .min()
        .orElse(TensorComparison.CEILING);
  }
}
