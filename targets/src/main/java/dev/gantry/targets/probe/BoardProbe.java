package dev.gantry.targets.probe;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.command.BoardScript;
import dev.gantry.targets.link.command.CommandShell;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds what a board says of itself, and why it does not say the rest. Nothing is guessed. */
public record BoardProbe(SortedMap<String, String> facts, SortedMap<String, String> absent) {
  private static final ProbeQuestion QUESTION =
      new ProbeQuestion(BoardScript.beside(BoardProbe.class, "probe.sh"), Duration.ofSeconds(60));
  private static final String MISSING = "missing.";

  public BoardProbe {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    absent = Collections.unmodifiableSortedMap(new TreeMap<>(absent));
  }

  public static BoardProbe of(CommandShell shell) throws RigException {
    ProbeAnswers said = QUESTION.ask(shell);
    SortedMap<String, String> facts = new TreeMap<>(said.facts());
    SortedMap<String, String> absent = new TreeMap<>(said.absent());
    DerivedFacts.add(facts, absent);
    if (!said.noise().isEmpty()) {
      String first = said.noise().get(0);
      facts.put(
          BoardFact.LOGIN_NOISE.key(), first.substring(0, Math.min(80, first.length())).strip());
    }
    return new BoardProbe(facts, absent);
  }

  /** Of a board that was recorded into a folder, read by the very same script. */
  public static BoardProbe recorded(Path folder) throws IOException, RigException {
    try (RecordedBoard board = RecordedBoard.open(folder)) {
      return of(board);
    }
  }

  public Optional<String> fact(BoardFact fact) {
    return fact(fact.key());
  }

  /** One of a family whose members the board names. */
  public Optional<String> fact(String key) {
    return Optional.ofNullable(facts.get(key));
  }

  /** Why it does not say a fact. */
  public String why(BoardFact fact) {
    return absent.getOrDefault(fact.key(), "the board does not tell it");
  }

  /** Everything a visit leans on; asked first, so that a bare board is told in one go. */
  public void requireTools(String board) throws RigException {
    String missing =
        String.join(
            ", ",
            facts.keySet().stream()
                .filter(key -> key.startsWith(MISSING))
                .map(key -> key.substring(MISSING.length()))
                // A Java may be brought.
                .filter(tool -> !tool.equals("java"))
                .toList());
    if (!missing.isEmpty()) {
      throw RackTrouble.at(
          board,
          "the board lacks " + missing,
          "install there: bash, util-linux (flock, setsid), coreutils (sha256sum, timeout), tar");
    }
  }
}
