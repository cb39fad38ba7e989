package dev.gantry.targets.inspector;

import java.util.List;
import java.util.Optional;

/**
 * A layer of an engine.
 *
 * @param type by TensorRT's own word, such as CaskConvolution
 * @param precision that it computes in; empty where TensorRT does not tell
 * @param nodes of the ONNX graph that it covers; none for one that TensorRT added
 * @param device GPU or DLA
 * @param reformat whether it only moves or converts numbers for others
 */
public record EngineLayer(
    String name,
    String type,
    Optional<EnginePrecision> precision,
    List<String> nodes,
    String device,
    boolean reformat) {
  public EngineLayer {
    nodes = List.copyOf(nodes);
  }
}
