package dev.gantry.harness.plan;

import dev.gantry.dossier.Problem;
import dev.gantry.settings.ReadResult;
import dev.gantry.settings.tree.BaseFolder;
import dev.gantry.settings.tree.SettingsDocument;
import dev.gantry.settings.tree.SettingsNode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Refuses what a rack file asks for and cannot get: of this version, of these boards, or of the
 * files that it names. To ignore it without a word would deceive people.
 */
final class RackCheck {
  private final SettingsDocument rack;
  private final BaseFolder folder;
  private final List<Problem> problems = new ArrayList<>();

  RackCheck(ReadResult<?> read) {
    this.rack = read.document();
    this.folder = read.folder();
  }

  List<Problem> problems() {
    if (rack.at("kinds").orElse(null) instanceof SettingsNode.Mapping kinds) {
      kinds.entries().keySet().forEach(this::kind);
    }
    if (rack.at("boards").orElse(null) instanceof SettingsNode.Sequence boards) {
      twice(boards.items().size());
    }
    problems.addAll(new JumpHostCheck(rack).problems());
    return problems;
  }

  private void kind(String kind) {
    problems.addAll(new TensorrtCheck(rack, kind).problems());
    rack.text("kinds", kind, "units").ifPresent(units -> units(kind, units));
    rack.text("kinds", kind, "jre").ifPresent(jre -> jre(kind, jre));
  }

  private void units(String kind, String written) {
    long boards = boardsOf(kind);
    if (!written.matches("[0-9]{1,6}") || Long.parseLong(written) <= boards) {
      return;
    }
    tell(
        "kind '"
            + kind
            + "' has "
            + boards
            + (boards == 1 ? " board" : " boards")
            + ", and "
            + written
            + " must be measured",
        boards == 0 ? "add its boards" : "ask for all, any or at most " + boards,
        "kinds",
        kind,
        "units");
  }

  private long boardsOf(String kind) {
    return rack.at("boards").orElse(null) instanceof SettingsNode.Sequence boards
        ? IntStream.range(0, boards.items().size())
            .filter(board -> rack.text("boards", board, "kind").orElse("").equals(kind))
            .count()
        : 0;
  }

  private void jre(String kind, String written) {
    String remedy =
        "name a .tar.gz of a Java 17 runtime for these boards, from the folder of this file";
    try {
      Path file = folder.resolve(Path.of(written));
      if (!Files.isRegularFile(file)) {
        tell("there is no such file: " + file, remedy, "kinds", kind, "jre");
      } else if (!Files.isReadable(file)) {
        tell(file + " may not be read", "check its rights", "kinds", kind, "jre");
      }
    } catch (InvalidPathException e) {
      tell("this system cannot name such a file: " + e.getReason(), remedy, "kinds", kind, "jre");
    }
  }

  /** One unit under two names would count as two units. */
  private void twice(int boards) {
    Map<String, String> seen = new HashMap<>();
    for (int board = 0; board < boards; board++) {
      String host = rack.text("boards", board, "ssh", "host").orElse("");
      String port = rack.text("boards", board, "ssh", "port").orElse("22");
      String name = rack.text("boards", board, "name").orElse("");
      // Behind another host to go through, the same address is another board.
      String behind = rack.text("boards", board, "ssh", "jump").orElse("");
      String before = host.isEmpty() ? null : seen.put(host + ":" + port + " " + behind, name);
      if (before != null) {
        tell(
            "boards '" + before + "' and '" + name + "' have one address, " + host + ":" + port,
            "name each unit once",
            "boards",
            board,
            "ssh",
            "host");
      }
    }
  }

  private void tell(String what, String remedy, Object... path) {
    problems.add(rack.problem(what, remedy, path));
  }
}
