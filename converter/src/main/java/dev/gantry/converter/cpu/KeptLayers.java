package dev.gantry.converter.cpu;

import dev.gantry.converter.emit.EmittedGraph.KeptNode;
import dev.gantry.converter.graph.GraphNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The layers that eight bits would damage most, as far as they are few. */
final class KeptLayers {
  private final Map<GraphNode, KeptNode> kept = new LinkedHashMap<>();

  private KeptLayers() {}

  static KeptLayers of(
      ByteCandidates candidates,
      Collection<ActivatedLayer> layers,
      Map<GraphNode, LayerError> errors,
      CpuInt8Settings settings) {
    KeptLayers kept = new KeptLayers();
    double all = layers.stream().mapToDouble(candidates::multiplyAdds).sum();
    List<ActivatedLayer> worst = new ArrayList<>(layers);
    worst.sort(Comparator.comparingDouble(layer -> decibel(errors, layer)));
    double left = all * settings.keptShare();
    for (ActivatedLayer layer : worst) {
      double decibel = decibel(errors, layer);
      double work = candidates.multiplyAdds(layer);
      if (decibel < settings.leastDecibel() && work <= left) {
        left -= work;
        kept.kept.put(layer.node(), kept(layer, decibel, work / all));
      }
    }
    return kept;
  }

  private static double decibel(Map<GraphNode, LayerError> errors, ActivatedLayer layer) {
    LayerError error = errors.get(layer.node());
    return error == null ? Double.POSITIVE_INFINITY : error.decibel();
  }

  private static KeptNode kept(ActivatedLayer layer, double decibel, double share) {
    return new KeptNode(
        layer.node().name(),
        layer.node().operator(),
        "fp32",
        String.format(
            Locale.ROOT,
            "in eight bits its outputs would agree to %.1f dB only; it does %.1f %% of the work",
            decibel,
            share * 100));
  }

  boolean has(GraphNode node) {
    return kept.containsKey(node);
  }

  List<KeptNode> listed() {
    return List.copyOf(kept.values());
  }
}
