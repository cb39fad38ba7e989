package dev.gantry.harness.plan;

import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Problem;
import dev.gantry.settings.tree.NearestWord;
import dev.gantry.settings.tree.SettingsDocument;
import dev.gantry.settings.tree.SettingsNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The cells of a release against the rack, and against what this version can do. What cannot be
 * honoured is refused here: an ignored limit would be a pass that nobody measured.
 */
final class CellCheck {
  /** What is demanded of a model at whatever precision. */
  private static final List<String> ALWAYS =
      List.of("task", "latency", "deadline", "throughput", "soak", "cold", "memory");

  private static final String LEAVE_OUT = "leave it out; what is not measured must not be demanded";

  private final SettingsDocument release;
  private final SettingsDocument rack;
  private final List<Problem> problems = new ArrayList<>();

  CellCheck(SettingsDocument release, SettingsDocument rack) {
    this.release = release;
    this.rack = rack;
  }

  List<Problem> problems() {
    Set<String> kinds = keys(rack.at("kinds").orElse(null));
    Set<String> manned = manned();
    for (int index = 0; index < size("models"); index++) {
      boards(index, kinds, manned);
      precisions(index);
      builds(index);
      notYet(index);
      criteria(index);
    }
    return problems;
  }

  private void boards(int index, Set<String> kinds, Set<String> manned) {
    for (int board = 0; board < size("models", index, "boards"); board++) {
      String kind = release.text("models", index, "boards", board).orElse("");
      if (kinds.isEmpty() || kind.isBlank()) {
        continue;
      }
      if (!kinds.contains(kind)) {
        tell(
            "'" + kind + "' is not a board kind of the rack file " + rack.file(),
            new NearestWord(kinds).remedy(kind),
            "models",
            index,
            "boards",
            board);
      } else if (!manned.contains(kind)) {
        tell(
            "kind '" + kind + "' has no board in the rack file " + rack.file(),
            "add a board of that kind there, or leave the kind out here",
            "models",
            index,
            "boards",
            board);
      }
    }
  }

  private void precisions(int index) {
    Set<String> asked = new LinkedHashSet<>();
    for (int item = 0; item < size("models", index, "precisions"); item++) {
      String precision = release.text("models", index, "precisions", item).orElse("");
      asked.add(precision);
    }
    for (String key : List.of("parity", "audit")) {
      for (String limited : keys(release.at("models", index, key).orElse(null))) {
        if (isKnown(limited) && !asked.contains(limited)) {
          tell(
              key + " limits " + limited + ", which is not among the precisions",
              "add it to precisions, or leave the limits out",
              "models",
              index,
              key,
              limited);
        }
      }
    }
    if (keys(release.at("models", index, "audit").orElse(null)).contains("fp32")) {
      tell(
          "whatever an engine computes in, it is fp32 or lower",
          "leave it out",
          "models",
          index,
          "audit",
          "fp32");
    }
  }

  /** Other builds are held against these limits, so there must be one. */
  private void builds(int index) {
    boolean limited =
        List.of("parity", "task", "audit", "latency").stream()
            .anyMatch(key -> !keys(release.at("models", index, key).orElse(null)).isEmpty());
    boolean several =
        release.text("models", index, "builds").filter(text -> !text.equals("1")).isPresent();
    if (several && !limited) {
      tell(
          "other builds are held against the limits of parity, task, audit and latency, and there are none",
          "add such a limit, or leave 'builds' out",
          "models",
          index,
          "builds");
    }
  }

  private void notYet(int index) {
    if (release.at("models", index, "latency", "regression").isPresent()) {
      tell(
          "this version of Gantry compares with no baseline",
          LEAVE_OUT,
          "models",
          index,
          "latency",
          "regression");
    }
  }

  /** A cell of which nothing is demanded could never pass. */
  private void criteria(int index) {
    boolean always =
        ALWAYS.stream()
            .anyMatch(key -> !keys(release.at("models", index, key).orElse(null)).isEmpty());
    if (always) {
      return;
    }
    for (int item = 0; item < size("models", index, "precisions"); item++) {
      String precision = release.text("models", index, "precisions", item).orElse("");
      if (isKnown(precision)
          && keys(release.at("models", index, "parity", precision).orElse(null)).isEmpty()) {
        tell(
            "nothing is demanded of " + precision + ", so it could never pass",
            "add limits, such as parity: { " + precision + ": { sqnr: \">= 40 dB\" } }",
            "models",
            index,
            "precisions",
            item);
      }
    }
  }

  private Set<String> manned() {
    Set<String> kinds = new LinkedHashSet<>();
    if (rack.at("boards").orElse(null) instanceof SettingsNode.Sequence boards) {
      for (int board = 0; board < boards.items().size(); board++) {
        rack.text("boards", board, "kind").ifPresent(kinds::add);
      }
    }
    return kinds;
  }

  private static boolean isKnown(String precision) {
    return List.of(Precision.values()).stream()
        .anyMatch(known -> known.toString().equals(precision));
  }

  private static Set<String> keys(@org.jspecify.annotations.Nullable SettingsNode node) {
    return node instanceof SettingsNode.Mapping mapping ? mapping.entries().keySet() : Set.of();
  }

  private int size(Object... path) {
    return release.at(path).orElse(null) instanceof SettingsNode.Sequence list
        ? list.items().size()
        : 0;
  }

  private void tell(String what, String remedy, Object... path) {
    problems.add(release.problem(what, remedy, path));
  }
}
