package dev.gantry.targets.inspector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The layers of an engine, as TensorRT's inspector tells them. */
public record LayerReport(List<EngineLayer> layers) {
  /** Metadata is separated by control characters, which not every version escapes. */
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(32).build())
                  .build())
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  public LayerReport {
    layers = List.copyOf(layers);
  }

  public static LayerReport read(byte[] json) throws IOException {
    JsonNode all;
    try {
      all = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IOException("the layers of the engine are not JSON: " + e.getOriginalMessage(), e);
    }
    JsonNode told = all.path("Layers");
    if (!told.isArray() || told.isEmpty()) {
      throw new IOException("the layers of the engine are missing: was it inspected at all?");
    }
    List<EngineLayer> layers = new ArrayList<>(told.size());
    for (JsonNode layer : told) {
      if (layer.isTextual()) {
        throw new IOException(
            "of layer "
                + (layers.size() + 1)
                + " only the name is told, not its number format: build the engine with"
                + " --profilingVerbosity=detailed");
      }
      if (!layer.path("Name").isTextual()) {
        throw new IOException("layer " + (layers.size() + 1) + " of the engine has no name");
      }
      layers.add(ToldLayer.read(layer));
    }
    return new LayerReport(layers);
  }
}
