package dev.gantry.validation.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gantry.dossier.ByteCount;
import dev.gantry.json.JsonInput;
import dev.gantry.json.JsonReader;
import dev.gantry.json.JsonWriter;
import dev.gantry.json.RefusedJsonException;
import dev.gantry.validation.audit.NodeWork;
import java.nio.file.Path;
import java.util.List;

/** The file that says what each node of a variant multiplies, and in which precision it is to. */
public record GraphWork(@JsonProperty("nodes") List<NodeWork> nodes) {
  public static final String FILE = "work.json";

  private static final JsonReader JSON =
      new JsonReader(new ByteCount(64L << 20), "use an untouched copy of the dossier");

  public GraphWork {
    nodes = List.copyOf(nodes);
  }

  public String json() {
    return JsonWriter.page(this) + "\n";
  }

  static GraphWork read(Path file) throws RefusedJsonException {
    return JSON.value(JsonInput.file(file), GraphWork.class);
  }
}
