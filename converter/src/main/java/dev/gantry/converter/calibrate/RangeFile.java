package dev.gantry.converter.calibrate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
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
  private static final long LARGEST = 256L << 20;

  private final JsonMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  public void write(Path file, RangeTable table) throws IOException {
    ObjectNode root = json.createObjectNode();
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
    String text = json.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    Files.writeString(file, text + "\n");
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
      if (Files.size(file) > LARGEST) {
        throw refused(file, "is larger than any table of ranges");
      }
      return json.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw refused(file, "is cut off or is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new RefusedException(
          Problem.in(
              file.toString(), "cannot be read: " + e.getMessage(), "check name and rights"));
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
    return Problem.in(file.toString(), what, "calibrate again: gantry convert writes the table");
  }
}
