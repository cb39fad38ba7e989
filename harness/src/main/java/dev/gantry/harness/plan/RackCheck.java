package dev.gantry.harness.plan;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Problem;
import dev.gantry.settings.Document;
import dev.gantry.settings.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a rack file asks for that this version cannot do; ignoring it would be a silent lie. */
public final class RackCheck {
  private final Document rack;
  private final List<Problem> problems = new ArrayList<>();

  public RackCheck(Document rack) {
    this.rack = rack;
  }

  public List<Problem> problems() {
    if (rack.at("kinds").orElse(null) instanceof Node.Mapping kinds) {
      kinds.entries().keySet().forEach(this::kind);
    }
    if (rack.at("boards").orElse(null) instanceof Node.Sequence boards) {
      for (int board = 0; board < boards.items().size(); board++) {
        board(board);
      }
      twice(boards.items().size());
    }
    return problems;
  }

  private void kind(String kind) {
    rack.text("kinds", kind, "backend")
        .filter(backend -> !backend.equals(Backend.ONNXRUNTIME.toString()))
        .ifPresent(
            backend ->
                tell(
                    "this version of Gantry drives no backend " + backend,
                    "it drives " + Backend.ONNXRUNTIME,
                    "kinds",
                    kind,
                    "backend"));
    if (rack.at("kinds", kind, "expect").isPresent()) {
      tell(
          "this version of Gantry cannot prove a board's state",
          "leave expect out; an expectation that nobody checks is worth nothing",
          "kinds",
          kind,
          "expect");
    }
  }

  private void board(int board) {
    if (rack.at("boards", board, "ssh", "jump").isPresent()) {
      tell(
          "this version of Gantry goes through no jump host",
          "name an address that this computer reaches",
          "boards",
          board,
          "ssh",
          "jump");
    }
    if (rack.at("boards", board, "power-cycle").isPresent()) {
      tell(
          "this version of Gantry does not power-cycle boards",
          "leave it out",
          "boards",
          board,
          "power-cycle");
    }
  }

  /** One unit under two names would count as two units. */
  private void twice(int boards) {
    Map<String, String> seen = new HashMap<>();
    for (int board = 0; board < boards; board++) {
      String host = rack.text("boards", board, "ssh", "host").orElse("");
      String port = rack.text("boards", board, "ssh", "port").orElse("22");
      String name = rack.text("boards", board, "name").orElse("");
      String before = host.isEmpty() ? null : seen.put(host + ":" + port, name);
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
