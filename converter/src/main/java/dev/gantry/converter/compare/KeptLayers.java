package dev.gantry.converter.compare;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.observe.SampleFeed;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Has an int8 variant written again with the layers in float that do the most damage for their
 * size, and takes it where its outputs come closer to the model's.
 */
public record KeptLayers(OnnxMl.ModelProto model, ObservedTensor facts, SampleFeed samples) {

  /** Writes the variant with these nodes in float, each for its reason. */
  public interface Writer {
    EmittedGraph without(Map<GraphNode, String> kept) throws OrtException, IOException;
  }

  /**
   * The variant as it was where keeping layers does not help.
   *
   * @param quantizing names the layers that all have to stay in float so that a tensor does
   */
  public EmittedGraph of(
      EmittedGraph whole,
      Collection<GraphNode> layers,
      Function<LayerDamage, List<String>> quantizing,
      Writer writer)
      throws OrtException, IOException {
    Optional<LayerDamageSearch.Found> damage =
        new LayerDamageSearch(whole.model(), step -> {}).of(samples);
    if (damage.isEmpty()) {
      return whole;
    }
    KeepChoice choice = new KeepChoice(Graph.of(model), facts);
    Set<GraphNode> nodes = choice.of(damage.get().layers(), layers, quantizing);
    if (nodes.isEmpty()) {
      return whole;
    }
    Map<GraphNode, String> reasons = new LinkedHashMap<>();
    layers.stream().filter(nodes::contains).forEach(node -> reasons.put(node, choice.reason(node)));
    EmittedGraph kept = writer.without(reasons);
    VariantCloseness closeness = VariantCloseness.to(model, samples);
    double before = closeness.of(whole.model());
    double after = closeness.of(kept.model());
    return after > before
        ? kept
        : whole.remarked(
            String.format(
                Locale.ROOT,
                "the most damaging layers in float would leave %.1f dB of the worst output, and %.1f"
                    + " dB are left without: none of them is kept",
                after,
                before));
  }
}
