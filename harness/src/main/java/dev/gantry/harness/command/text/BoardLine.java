package dev.gantry.harness.command.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.Board;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.PrintableText;
import dev.gantry.dossier.Trouble;
import dev.gantry.harness.rack.BoardQuarantine;
import dev.gantry.targets.lease.LeaseHolder;
import java.util.Optional;

/** One board of a rack in one line, for people and for machines. */
public record BoardLine(Board board, BoardKind kind, Optional<State> state) {
  /** Holds who has leased the board, why it does not answer, and since when it gets no work. */
  public record State(
      Optional<LeaseHolder> holder,
      Optional<Trouble> trouble,
      Optional<BoardQuarantine.Entry> quarantine) {
    String word() {
      if (quarantine.isPresent()) {
        return "quarantined";
      }
      return trouble.isPresent() ? "unreachable" : holder.isPresent() ? "leased" : "free";
    }

    String words() {
      StringBuilder words = new StringBuilder();
      quarantine.ifPresent(
          entry ->
              words
                  .append("quarantined since ")
                  .append(entry.since())
                  .append(" because of ")
                  .append(entry.reason())
                  .append("; "));
      if (trouble.isPresent()) {
        words.append("unreachable: ").append(trouble.get().what());
      } else {
        words.append(holder.map(who -> "leased to " + who).orElse("free"));
      }
      return words.toString();
    }
  }

  static String address(Board board) {
    return board.address() instanceof Board.Ssh ssh
        ? ssh.user()
            + "@"
            + ssh.host()
            + ":"
            + ssh.port()
            + (board.simulated() ? " (simulated)" : "")
        : "embedded: simulated on this computer";
  }

  public String text() {
    String line =
        String.format(
            "%-20s %-12s %-12s %-5s %-36s %s",
            board.name(),
            kind.name(),
            kind.backend(),
            kind.units(),
            address(board),
            state.map(State::words).orElse(""));
    return PrintableText.line(line.stripTrailing());
  }

  public void write(ObjectNode node) {
    node.put("board", board.name())
        .put("kind", kind.name())
        .put("backend", kind.backend().toString())
        .put("threads", kind.threads())
        .put("units", kind.units().toString())
        .put("address", address(board))
        .put("simulated", board.simulated());
    state.ifPresent(now -> write(node, now));
  }

  private static void write(ObjectNode node, State now) {
    node.put("state", now.word());
    now.holder()
        .ifPresent(
            holder ->
                node.putObject("lease")
                    .put("holder", holder.who())
                    .put("since", holder.since().toString())
                    .put("for", holder.forWhat())
                    .put("job", holder.job().orElse(null))
                    .put("away", holder.away()));
    now.trouble()
        .ifPresent(trouble -> node.put("trouble", trouble.what()).put("remedy", trouble.remedy()));
    now.quarantine()
        .ifPresent(
            entry ->
                node.putObject("quarantine")
                    .put("since", entry.since().toString())
                    .put("reason", entry.reason()));
  }
}
