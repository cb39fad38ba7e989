package dev.gantry.converter.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Since when each of ONNX's own operators is there, and in which sets its form changed. */
public final class OperatorTable {
  private static final String RESOURCE = "operators.txt";

  private final Map<String, Long> first = new HashMap<>();
  private final Map<String, List<Change>> changes = new HashMap<>();

  private OperatorTable() {}

  /**
   * A form that changed in one operator set.
   *
   * @param attributes those that are new, each with the value that means what was meant before;
   *     empty where only its absence does
   */
  public record Change(
      long opset,
      boolean needsRule,
      Map<String, String> attributes,
      Optional<Integer> inputsBefore,
      Optional<Integer> outputsBefore) {
    public Change {
      attributes = Map.copyOf(attributes);
    }
  }

  public static OperatorTable read() {
    OperatorTable table = new OperatorTable();
    try (InputStream stream = OperatorTable.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is not in the jar");
      }
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      reader.lines().filter(line -> !line.startsWith("#")).forEach(table::line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  /** Empty for what no set has. */
  public Optional<Long> first(String operator) {
    return Optional.ofNullable(first.get(operator));
  }

  public Optional<Change> change(String operator, long opset) {
    return changes.getOrDefault(operator, Collections.emptyList()).stream()
        .filter(change -> change.opset() == opset)
        .findFirst();
  }

  /** Whether two sets say the same of an operator, more types aside. */
  public boolean isSame(String operator, long left, long right) {
    long lower = Math.min(left, right);
    long higher = Math.max(left, right);
    return first(operator).filter(since -> since <= lower).isPresent()
        && changes.getOrDefault(operator, Collections.emptyList()).stream()
            .noneMatch(change -> change.opset() > lower && change.opset() <= higher);
  }

  private void line(String line) {
    String[] words = line.split(" ", -1);
    List<Change> found = new ArrayList<>();
    for (int index = 2; index < words.length; index++) {
      found.add(change(words[index]));
    }
    first.put(words[0], Long.parseLong(words[1]));
    changes.put(words[0], found);
  }

  private static Change change(String word) {
    String[] parts = word.split("(?=[+<>!])", -1);
    Map<String, String> attributes = new HashMap<>();
    Optional<Integer> inputs = Optional.empty();
    Optional<Integer> outputs = Optional.empty();
    boolean needsRule = false;
    for (int index = 1; index < parts.length; index++) {
      String rest = parts[index].substring(1);
      switch (parts[index].charAt(0)) {
        case '+' -> {
          int equals = rest.indexOf('=');
          attributes.put(
              equals < 0 ? rest : rest.substring(0, equals),
              equals < 0 ? "" : rest.substring(equals + 1));
        }
        case '<' -> inputs = Optional.of(Integer.parseInt(rest));
        case '>' -> outputs = Optional.of(Integer.parseInt(rest));
        default -> needsRule = true;
      }
    }
    return new Change(Long.parseLong(parts[0]), needsRule, attributes, inputs, outputs);
  }
}
