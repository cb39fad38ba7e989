package dev.gantry.settings.shape;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.json.JsonInput;
import dev.gantry.json.JsonReader;
import dev.gantry.json.RefusedJsonException;
import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.FileComplaints;
import dev.gantry.settings.tree.SettingsNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Files with one record a line, each a JSON object: for lists that are too long for a file that
 * people write by hand. Read one line at a time, and told of like any other settings file.
 */
public final class RecordLines<T extends Record> {
  private static final int LONGEST = 1 << 20;
  private static final int AT_ONCE = 2_000;

  private final Class<T> type;
  private final RecordShape shape;
  private final JsonReader json =
      // A letter takes up to four bytes.
      new JsonReader(new ByteCount(4L * LONGEST), "write one object a line, each key once");

  public RecordLines(Class<T> type) {
    this.type = type;
    this.shape = new RecordShape(type);
  }

  /** Hands on every record that could be bound; the problems are those of all the others. */
  public List<Problem> read(Path path, Consumer<T> records) throws RefusedException {
    String file = path.toString();
    FileComplaints complaints = new FileComplaints(file);
    List<Line> batch = new ArrayList<>();
    int number = 1;
    try (BufferedReader reader = Files.newBufferedReader(path)) {
      for (Optional<String> line = line(reader, file, number);
          line.isPresent();
          line = line(reader, file, ++number)) {
        batch.add(new Line(number, line.get()));
        if (batch.size() == AT_ONCE) {
          bind(batch, complaints, records);
        }
      }
    } catch (NoSuchFileException e) {
      throw refused(Problem.in(file, "there is no such file", "Check the path"));
    } catch (CharacterCodingException e) {
      throw refused(Problem.in(file, "is not UTF-8 from line " + number + " on", "Save it so"));
    } catch (IOException e) {
      throw refused(
          Problem.in(file, "cannot be read: " + e.getMessage(), "Check the file and its disk"));
    }
    bind(batch, complaints, records);
    return complaints.problems();
  }

  private record Line(int number, String text) {}

  /** Holds what came of one line: its record, if it could be bound, and what is wrong in it. */
  private record Bound<T>(Optional<T> value, FileComplaints complaints) {}

  /** On all cores, but handed on in order. */
  private void bind(List<Line> batch, FileComplaints complaints, Consumer<T> records) {
    batch.parallelStream()
        .filter(line -> !line.text().isBlank())
        .map(line -> bind(line, new FileComplaints(complaints.file())))
        .toList()
        .forEach(
            bound -> {
              bound.value().ifPresent(records);
              complaints.addAll(bound.complaints());
            });
    batch.clear();
  }

  private Bound<T> bind(Line line, FileComplaints complaints) {
    try {
      JsonNode object = json.object(JsonInput.of("this line", line.text()));
      return new Bound<>(
          shape.bind(node(object, line.number()), BindingPlace.top(complaints)).map(type::cast),
          complaints);
    } catch (RefusedJsonException e) {
      complaints.at(
          line.number(),
          "this line is not one JSON object: it " + e.problem().what(),
          e.problem().remedy());
      return new Bound<>(Optional.empty(), complaints);
    }
  }

  /** Never takes in more than a line may hold, however long the file goes on without an end. */
  private static Optional<String> line(BufferedReader reader, String file, int number)
      throws IOException, RefusedException {
    StringBuilder line = new StringBuilder();
    int letter = reader.read();
    if (letter < 0) {
      return Optional.empty();
    }
    for (; letter >= 0 && letter != '\n'; letter = reader.read()) {
      if (line.length() == LONGEST) {
        throw refused(
            Problem.at(file, number, "this line is longer than 1 MiB", "Write one object a line"));
      }
      line.append((char) letter);
    }
    return Optional.of(line.toString());
  }

  private static SettingsNode node(JsonNode json, int line) {
    if (json.isObject()) {
      Map<String, SettingsNode.Entry> entries = new LinkedHashMap<>();
      json.properties()
          .forEach(
              field ->
                  entries.put(
                      field.getKey(), new SettingsNode.Entry(line, node(field.getValue(), line))));
      return new SettingsNode.Mapping(line, entries);
    }
    if (json.isArray()) {
      List<SettingsNode> items = new ArrayList<>();
      json.forEach(item -> items.add(node(item, line)));
      return new SettingsNode.Sequence(line, items);
    }
    return new SettingsNode.Scalar(line, json.asText(), sort(json));
  }

  private static SettingsNode.Sort sort(JsonNode json) {
    return switch (json.getNodeType()) {
      case NUMBER -> SettingsNode.Sort.NUMBER;
      case BOOLEAN -> SettingsNode.Sort.TRUTH;
      case NULL, MISSING -> SettingsNode.Sort.NOTHING;
      case STRING, ARRAY, OBJECT, BINARY, POJO -> SettingsNode.Sort.TEXT;
    };
  }

  private static RefusedException refused(Problem problem) {
    return new RefusedException(problem);
  }
}
