package dev.gantry.targets.state;

import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.command.BoardScript;
import dev.gantry.targets.link.command.CommandShell;
import dev.gantry.targets.probe.BoardFact;
import dev.gantry.targets.probe.DerivedFacts;
import dev.gantry.targets.probe.ProbeAnswers;
import dev.gantry.targets.probe.ProbeQuestion;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * LookSchedule at the state of a board; for a second, where it matters what others are about there.
 */
public final class StateObserver {
  /** Before the key of what could not be seen; its value is the reason. */
  public static final String UNKNOWN = "unknown.";

  private static final ProbeQuestion QUESTION =
      new ProbeQuestion(
          BoardScript.beside(StateObserver.class, "state.sh"), Duration.ofSeconds(60));
  private static final String THERMAL = "thermal.";

  private StateObserver() {}

  public static SortedMap<String, String> observe(CommandShell shell) throws RigException {
    return answers(QUESTION.ask(shell, "alone"));
  }

  /** With no longer a look than the expectation needs. */
  public static SortedMap<String, String> observe(CommandShell shell, Expectation expect)
      throws RigException {
    return answers(QUESTION.ask(shell, expect.alone() ? "alone" : "quick"));
  }

  private static SortedMap<String, String> answers(ProbeAnswers said) {
    SortedMap<String, String> facts = new TreeMap<>(said.facts());
    SortedMap<String, String> absent = new TreeMap<>(said.absent());
    DerivedFacts.add(facts, absent);
    Optional<Map.Entry<String, String>> hottest = hottest(facts);
    hottest.ifPresent(
        zone -> {
          facts.put(BoardFact.TEMPERATURE_MAX.key(), zone.getValue());
          facts.put(BoardFact.TEMPERATURE_ZONE.key(), zone.getKey().substring(THERMAL.length()));
        });
    if (hottest.isEmpty()) {
      absent.put(BoardFact.TEMPERATURE_MAX.key(), "no thermal zone can be read");
    }
    facts.keySet().removeIf(key -> key.startsWith(THERMAL));
    absent.keySet().removeIf(key -> key.startsWith(THERMAL));
    absent.forEach((key, why) -> facts.put(UNKNOWN + key, why));
    return facts;
  }

  private static Optional<Map.Entry<String, String>> hottest(SortedMap<String, String> facts) {
    return facts.entrySet().stream()
        .filter(fact -> fact.getKey().startsWith(THERMAL))
        // The power chip of older modules always says 50 or 100 degrees.
        .filter(fact -> !fact.getKey().startsWith(THERMAL + "pmic"))
        .max(
            java.util.Comparator.comparingDouble(
                (Map.Entry<String, String> fact) -> Double.parseDouble(fact.getValue())))
        .map(Map.Entry::copyOf);
  }
}
