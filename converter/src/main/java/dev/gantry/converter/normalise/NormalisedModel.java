package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import java.util.List;

/**
 * A model in the one shape that the rest of the converter knows.
 *
 * @param applied the passes that changed it, each proven
 * @param remarks what people should know: passes that were refused, weights that are not finite
 */
public record NormalisedModel(OnnxMl.ModelProto model, List<String> applied, List<String> remarks) {
  public NormalisedModel {
    applied = List.copyOf(applied);
    remarks = List.copyOf(remarks);
  }
}
