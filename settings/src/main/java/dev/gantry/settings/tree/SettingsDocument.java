package dev.gantry.settings.tree;

import dev.gantry.dossier.Problem;
import java.util.Optional;
import java.util.OptionalInt;

/** A parsed file; knows on which line each of its keys stands. No root: it could not be parsed. */
public record SettingsDocument(String file, Optional<SettingsNode> root) {

  /**
   * What stands at a path of keys and list indexes, such as {@code "models", 0, "boards", 1}; a key
   * may be anything whose {@code toString} is the key.
   */
  public Optional<SettingsNode> at(Object... path) {
    return root.flatMap(node -> walk(node, path, false));
  }

  /** The text that stands at a path, if one does. */
  public Optional<String> text(Object... path) {
    return at(path)
        .filter(SettingsNode.Scalar.class::isInstance)
        .map(node -> ((SettingsNode.Scalar) node).text());
  }

  /** The line of the path or, where the path ends early, of the part that should hold the rest. */
  public OptionalInt line(Object... path) {
    Optional<SettingsNode> nearest = root.flatMap(node -> walk(node, path, true));
    return nearest.isPresent() ? OptionalInt.of(nearest.get().line()) : OptionalInt.empty();
  }

  /** A problem found later, by someone who knows more than the file: told with its line. */
  public Problem problem(String what, String remedy, Object... path) {
    return new Problem(file, line(path), what, remedy);
  }

  private static Optional<SettingsNode> walk(
      SettingsNode start, Object[] path, boolean asFarAsPossible) {
    SettingsNode node = start;
    for (Object step : path) {
      Optional<SettingsNode> next = step(node, step);
      if (next.isEmpty()) {
        return asFarAsPossible ? Optional.of(node) : next;
      }
      node = next.get();
    }
    return Optional.of(node);
  }

  private static Optional<SettingsNode> step(SettingsNode node, Object step) {
    if (node instanceof SettingsNode.Sequence sequence && step instanceof Integer index) {
      boolean there = index >= 0 && index < sequence.items().size();
      return there ? Optional.of(sequence.items().get(index)) : Optional.empty();
    }
    if (node instanceof SettingsNode.Mapping mapping) {
      return Optional.ofNullable(mapping.entries().get(step.toString()))
          .map(SettingsNode.Entry::value);
    }
    return Optional.empty();
  }
}
