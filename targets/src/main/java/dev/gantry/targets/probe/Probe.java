package dev.gantry.targets.probe;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.Script;
import dev.gantry.targets.link.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a board says of itself, and why it does not say the rest. Nothing is guessed. */
public record Probe(SortedMap<String, String> facts, SortedMap<String, String> absent) {
  private static final Question QUESTION =
      new Question(Script.beside(Probe.class, "probe.sh"), Duration.ofSeconds(60));
  private static final String MISSING = "missing.";

  public Probe {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    absent = Collections.unmodifiableSortedMap(new TreeMap<>(absent));
  }

  public static Probe of(Shell shell) throws RigException {
    Answers said = QUESTION.ask(shell);
    SortedMap<String, String> facts = new TreeMap<>(said.facts());
    SortedMap<String, String> absent = new TreeMap<>(said.absent());
    Derived.add(facts, absent);
    if (!said.noise().isEmpty()) {
      String first = said.noise().get(0);
      facts.put("login.noise", first.substring(0, Math.min(80, first.length())).strip());
    }
    return new Probe(facts, absent);
  }

  /** Of a board that was recorded into a folder, read by the very same script. */
  public static Probe recorded(Path folder) throws IOException, RigException {
    try (RecordedBoard board = RecordedBoard.open(folder)) {
      return of(board);
    }
  }

  public Optional<String> fact(String key) {
    return Optional.ofNullable(facts.get(key));
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
