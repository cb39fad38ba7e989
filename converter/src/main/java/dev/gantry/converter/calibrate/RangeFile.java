package dev.gantry.converter.calibrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.json.JsonInput;
import dev.gantry.json.JsonReader;
import dev.gantry.json.JsonWriter;
import dev.gantry.json.RefusedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A table of ranges as a file: sorted, and each number as exact as it was. */
public final class RangeFile {
  static final String SCHEMA = "gantry.ranges/1";
  private static final String REMEDY = "calibrate again: gantry convert writes the table";

  private final JsonReader json = new JsonReader(new ByteCount(256L << 20), REMEDY);

  public void write(Path file, RangeTable table) throws IOException {
    ObjectNode root = JsonWriter.object();
    root.put("schema", SCHEMA);
    root.put("model", table.model().toString());
    root.put("samples", table.samples());
    ObjectNode ranges = root.putObject("ranges");
    table
        .ranges()
        .forEach(
            (tensor, range) ->
                ranges
                    .putObject(tensor)
                    .put("least", range.least())
                    .put("most", range.most())
                    .put("symmetric", range.symmetric())
                    .put("low", range.bounds().low())
                    .put("high", range.bounds().high())
                    .put("method", range.method()));
    Files.writeString(file, JsonWriter.page(root) + "\n");
  }

  public RangeTable read(Path file) throws RefusedException {
    JsonNode root = parse(file);
    List<String> wrong = new ArrayList<>();
    if (!root.path("schema").asText().equals(SCHEMA)) {
      throw refused(
          file,
          "is not a table of ranges: its schema is '"
              + root.path("schema").asText()
              + "', not '"
              + SCHEMA
              + "'");
    }
    SortedMap<String, TensorRange> ranges = new TreeMap<>();
    if (!root.path("ranges").isObject()) {
      wrong.add("has no \"ranges\"");
    }
    for (Map.Entry<String, JsonNode> entry : root.path("ranges").properties()) {
      try {
        ranges.put(entry.getKey(), range(entry.getValue()));
      } catch (IllegalArgumentException e) {
        wrong.add("tensor '" + entry.getKey() + "': " + e.getMessage());
      }
    }
    try {
      Digest model = Digest.parse(root.path("model").asText());
      if (!root.path("samples").isInt()) {
        wrong.add("\"samples\" is not a number");
      } else if (wrong.isEmpty()) {
        return new RangeTable(model, root.path("samples").intValue(), ranges);
      }
    } catch (IllegalArgumentException e) {
      wrong.add(String.valueOf(e.getMessage()));
    }
    throw new RefusedException(wrong.stream().map(what -> problem(file, what)).toList());
  }

  private JsonNode parse(Path file) throws RefusedException {
    try {
      return json.object(JsonInput.file(file));
    } catch (RefusedJsonException e) {
      throw new RefusedException(e.problem());
    }
  }

  private static TensorRange range(JsonNode node) {
    return new TensorRange(
        number(node, "least"),
        number(node, "most"),
        number(node, "symmetric"),
        new TensorBounds(number(node, "low"), number(node, "high")),
        node.path("method").asText());
  }

  private static float number(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isNumber()) {
      throw new IllegalArgumentException("\"" + name + "\" is not a number");
    }
    // By way of a double a number could be rounded twice.
    return Float.parseFloat(value.asText());
  }

  private static RefusedException refused(Path file, String what) {
    return new RefusedException(problem(file, what));
  }

  private static Problem problem(Path file, String what) {
    return Problem.in(file.toString(), what, REMEDY);
  }
}
