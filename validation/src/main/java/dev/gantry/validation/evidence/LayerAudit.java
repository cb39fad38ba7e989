package dev.gantry.validation.evidence;

import dev.gantry.dossier.Precision;
import dev.gantry.json.JsonInput;
import dev.gantry.runner.wire.RunnerFiles;
import dev.gantry.targets.inspector.EngineLayer;
import dev.gantry.targets.inspector.EnginePrecision;
import dev.gantry.targets.inspector.LayerReport;
import dev.gantry.validation.audit.ComputedNode;
import dev.gantry.validation.audit.NodeWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the layer of an engine that each node of its variant went into, by the names that layers
 * carry.
 *
 * @param prefix how the names of the files of this engine begin
 */
record LayerAudit(Path folder, String prefix) {
  /** Of several layers that say so, that which computes highest; one that does not tell may. */
  private static final Comparator<EngineLayer> WIDEST =
      Comparator.comparingInt(
          layer -> layer.precision().map(EnginePrecision::ordinal).orElse(Integer.MAX_VALUE));

  /** Empty where the trial kept no account of layers, or none of the variant's work. */
  Optional<List<ComputedNode>> nodes() throws IOException {
    Path layers = folder.resolve(prefix + RunnerFiles.LAYERS);
    Path work = folder.resolve(GraphWork.FILE);
    if (!Files.isRegularFile(layers) || !Files.isRegularFile(work)) {
      return Optional.empty();
    }
    Map<String, List<EngineLayer>> byNode = new HashMap<>();
    for (EngineLayer layer : LayerReport.read(JsonInput.file(layers)).layers()) {
      if (!layer.reformat()) {
        layer
            .nodes()
            .forEach(node -> byNode.computeIfAbsent(node, fresh -> new ArrayList<>()).add(layer));
      }
    }
    List<ComputedNode> audited = new ArrayList<>();
    for (NodeWork node : GraphWork.read(work).nodes()) {
      Optional<EngineLayer> layer =
          byNode.getOrDefault(node.node(), List.of()).stream().max(WIDEST);
      audited.add(
          new ComputedNode(
              node, layer.flatMap(LayerAudit::computed), layer.map(EngineLayer::name)));
    }
    return Optional.of(audited);
  }

  private static Optional<Precision> computed(EngineLayer layer) {
    return layer
        .precision()
        .flatMap(
            precision ->
                switch (precision) {
                  case INT8, FP8, INT4, FP4 -> Optional.of(Precision.INT8);
                  case FP16, BF16 -> Optional.of(Precision.FP16);
                  case FP32 -> Optional.of(Precision.FP32);
                  case OTHER -> Optional.empty();
                });
  }
}
