package dev.gantry.harness.command.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.harness.folder.older.OlderSchemas;
import dev.gantry.json.JsonInput;
import dev.gantry.json.JsonReader;
import dev.gantry.json.RefusedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JSON file that Gantry wrote: what it is, and what stands in it at first sight. */
public record KeptPage(String what, JsonNode content) {
  private static final JsonReader JSON =
      new JsonReader(
          new ByteCount(32L << 20), "name a model, a golden set or a dossier, or fetch it again");

  private static final int START = 64;
  private static final Map<String, String> KNOWN =
      Map.of(
          "gantry.engine/2", "engine record",
          "gantry.plan/3", "release plan",
          "gantry.planned/1", "release plan",
          "gantry.trial/2", "trial record",
          "gantry.judged/4", "judgement",
          "gantry.shard/1", "shard of a release plan",
          "gantry.shard-verdict/1", "verdict on a shard",
          "gantry.verdict/1", "verdict",
          "gantry.journal/1", "journal of a dossier, its first line");

  /** Empty for what does not look like JSON. */
  public static Optional<KeptPage> in(Path file) throws RefusedException, IOException {
    if (!Files.isRegularFile(file) || !looksLike(file)) {
      return Optional.empty();
    }
    JsonNode content = content(file);
    String what = what(content);
    if (what.isEmpty()) {
      throw new RefusedException(
          Problem.in(
              file.toString(),
              "is JSON, but of no kind that Gantry writes",
              "name a model, a golden set, a dossier, or a file of one"));
    }
    return Optional.of(new KeptPage(what, content));
  }

  private static JsonNode content(Path file) throws RefusedException {
    try {
      return JSON.object(JsonInput.file(file));
    } catch (RefusedJsonException e) {
      throw new RefusedException(e.problem());
    }
  }

  private static boolean looksLike(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      String start = new String(stream.readNBytes(START), StandardCharsets.UTF_8).strip();
      return start.startsWith("{") && start.chars().noneMatch(letter -> letter == 0);
    }
  }

  private static String what(JsonNode content) {
    // How a variant came to be is told without a schema.
    boolean variant = content.has("variant") && content.has("passes") && content.has("kept");
    return variant
        ? "variant record"
        : KNOWN.getOrDefault(OlderSchemas.newest(content.path("schema").asText()), "");
  }

  public void tell(ObjectNode node) {
    for (Map.Entry<String, JsonNode> field : content.properties()) {
      String key = field.getKey();
      JsonNode value = field.getValue();
      if (!value.isArray()) {
        node.put(key, words(value));
      } else if (!value.isEmpty()) {
        ArrayNode items = node.putArray(key);
        value.forEach(item -> items.add(words(item)));
      }
    }
  }

  /** The plain values in it, and in what it holds directly. */
  private static String words(JsonNode value) {
    if (value.isValueNode()) {
      return value.asText();
    }
    return value.properties().stream()
        .flatMap(
            field ->
                field.getValue().isObject()
                    ? field.getValue().properties().stream()
                    : Stream.of(field))
        .filter(field -> field.getValue().isValueNode())
        .map(field -> field.getKey() + " " + field.getValue().asText())
        .collect(Collectors.joining(", "));
  }
}
