package dev.gantry.targets.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads one layer.
 *
 * <p>What a layer computes in is not told; it is concluded. A layer with weights computes in the
 * wider one of its first input and its weights: int8 weights that meet fp16 numbers are widened
 * first, and a convolution with float weights is no int8 convolution, whatever it is fed. One
 * without weights computes in the format of its first input that is not a whole number or a truth
 * value; if it has none, of its first output. A whole part of the graph inside one layer tells
 * nothing of what it does within.
 */
final class ToldLayer {
  private static final List<String> FORMAT = List.of("Format/Datatype", "DataType", "Datatype");

  private ToldLayer() {}

  static EngineLayer read(JsonNode layer) {
    String name = layer.path("Name").asText();
    String type = layer.path("LayerType").asText("");
    boolean reformat = type.equals("Reformat") || name.startsWith("Reformatting CopyNode");
    return new EngineLayer(
        name, type, precision(layer, name, type), nodes(layer, name), device(name, type), reformat);
  }

  private static Optional<EnginePrecision> precision(JsonNode layer, String name, String type) {
    boolean whole = type.equals("Myelin") || name.startsWith("{ForeignNode[");
    if (whole) {
      return Optional.empty();
    }
    Optional<EnginePrecision> fed = tensors(layer.path("Inputs"));
    Optional<EnginePrecision> weights = weights(layer.path("Weights"));
    if (fed.isPresent() && weights.isPresent()) {
      return Optional.of(fed.get().wider(weights.get()));
    }
    return fed.or(() -> weights).or(() -> tensors(layer.path("Outputs")));
  }

  private static Optional<EnginePrecision> weights(JsonNode weights) {
    return weights.path("Count").asLong(1) > 0
        ? EnginePrecision.in(weights.path("Type").asText(""))
            .filter(precision -> precision != EnginePrecision.OTHER)
        : Optional.empty();
  }

  private static Optional<EnginePrecision> tensors(JsonNode tensors) {
    Optional<EnginePrecision> steering = Optional.empty();
    for (JsonNode tensor : tensors) {
      Optional<EnginePrecision> format = format(tensor);
      if (format.isPresent() && format.get() != EnginePrecision.OTHER) {
        return format;
      }
      steering = steering.or(() -> format);
    }
    return steering;
  }

  private static Optional<EnginePrecision> format(JsonNode tensor) {
    for (String key : FORMAT) {
      Optional<EnginePrecision> format = EnginePrecision.in(tensor.path(key).asText(""));
      if (format.isPresent()) {
        return format;
      }
    }
    return Optional.empty();
  }

  private static List<String> nodes(JsonNode layer, String name) {
    JsonNode metadata = layer.path("Metadata");
    return metadata.isTextual() ? NodeNames.inMetadata(metadata.asText()) : NodeNames.inName(name);
  }

  private static String device(String name, String type) {
    return type.toUpperCase(Locale.ROOT).startsWith("DLA") || name.contains("DLA_") ? "DLA" : "GPU";
  }
}
