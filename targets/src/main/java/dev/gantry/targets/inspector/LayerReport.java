package dev.gantry.targets.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.dossier.ByteCount;
import dev.gantry.json.JsonInput;
import dev.gantry.json.JsonLeniency;
import dev.gantry.json.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The layers of an engine, as TensorRT's inspector tells them. */
public record LayerReport(List<EngineLayer> layers) {
  /**
   * Metadata is separated by control characters, which not every version escapes. Layers are
   * written by many hands inside TensorRT, so a key that one of them repeats is no reason to refuse
   * the rest.
   */
  private static final JsonReader JSON =
      new JsonReader(
          new ByteCount(128L << 20),
          "measure again, and keep the file if it stays so",
          JsonLeniency.RAW_CONTROLS,
          JsonLeniency.NOT_A_NUMBER,
          JsonLeniency.REPEATED_KEYS);

  public LayerReport {
    layers = List.copyOf(layers);
  }

  public static LayerReport read(JsonInput json) throws IOException {
    JsonNode told = JSON.object(json).path("Layers");
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
