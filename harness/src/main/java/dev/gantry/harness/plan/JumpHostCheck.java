package dev.gantry.harness.plan;

import dev.gantry.dossier.Problem;
import dev.gantry.settings.tree.NearestWord;
import dev.gantry.settings.tree.SettingsDocument;
import dev.gantry.settings.tree.SettingsNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks that every host to go through is known, and that no chain of them is a circle. In a file
 * that describes its jumps, each must be one of them: a slip of the pen would otherwise be dialled
 * as a host.
 */
final class JumpHostCheck {
  private final SettingsDocument rack;
  private final Set<String> known;
  private final List<Problem> problems = new ArrayList<>();

  JumpHostCheck(SettingsDocument rack) {
    this.rack = rack;
    this.known =
        rack.at("jumps").orElse(null) instanceof SettingsNode.Mapping jumps
            ? jumps.entries().keySet()
            : Set.of();
  }

  List<Problem> problems() {
    if (rack.at("boards").orElse(null) instanceof SettingsNode.Sequence boards) {
      for (int board = 0; board < boards.items().size(); board++) {
        check("boards", board, "ssh", "jump");
      }
    }
    for (String jump : known) {
      check("jumps", jump, "jump");
      circle(jump);
    }
    return problems;
  }

  private void check(Object... path) {
    String written = rack.text(path).orElse("");
    if (written.isBlank() || known.contains(written)) {
      return;
    }
    if (!known.isEmpty()) {
      String what = "'" + written + "' is not one of the jumps of this file";
      problems.add(rack.problem(what, new NearestWord(known).remedy(written), path));
    } else if (JumpHost.parse(written).isEmpty()) {
      String what = "'" + written + "' is not a host to go through";
      String remedy = "write [user@]host[:port], or describe it under 'jumps' and name it here";
      problems.add(rack.problem(what, remedy, path));
    }
  }

  private void circle(String start) {
    Set<String> passed = new LinkedHashSet<>();
    String at = start;
    while (known.contains(at) && passed.add(at)) {
      at = rack.text("jumps", at, "jump").orElse("");
    }
    // Told once, where the circle is entered by its first name.
    if (at.equals(start) && passed.stream().allMatch(name -> isFirst(start, name))) {
      String way = String.join(" -> ", passed) + " -> " + start;
      problems.add(
          rack.problem(
              "the jumps go in a circle: " + way,
              "leave out the jump of the host that this computer reaches",
              "jumps",
              start,
              "jump"));
    }
  }

  private boolean isFirst(String start, String name) {
    List<String> order = List.copyOf(known);
    return order.indexOf(start) <= order.indexOf(name);
  }
}
