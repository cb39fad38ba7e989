package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.inference.InferenceLimit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Gives a pass what it may know beside the graph: the place of its file, what it is fed, what is
 * wanted.
 */
final class PassContext {
  private final Path file;
  private final List<TensorSpec> inputs;
  private final OpsetRange range;
  private final InferenceLimit limit;
  private Optional<OnnxMl.ModelProto> asked = Optional.empty();
  private ProvenShapes shapes = ProvenShapes.NONE;

  /** The inputs have the shapes that all samples share. */
  PassContext(OnnxModel model, List<TensorSpec> inputs, OpsetRange range, InferenceLimit limit) {
    this.file = model.file();
    this.inputs = List.copyOf(inputs);
    this.range = range;
    this.limit = limit;
  }

  Path file() {
    return file;
  }

  Path folder() {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  List<TensorSpec> inputs() {
    return inputs;
  }

  OpsetRange range() {
    return range;
  }

  InferenceLimit limit() {
    return limit;
  }

  /** Asked once of each graph. */
  ProvenShapes shapes(OnnxMl.ModelProto model) throws OrtException {
    if (asked.isEmpty() || !asked.get().equals(model)) {
      shapes = ProvenShapes.of(model, limit);
      asked = Optional.of(model);
    }
    return shapes;
  }
}
