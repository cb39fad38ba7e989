package dev.gantry.targets.state;

import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.Expectation.Clocks;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.command.BoardScript;
import dev.gantry.targets.link.command.CommandShell;
import dev.gantry.targets.probe.BoardFact;
import dev.gantry.targets.probe.ProbeAnswers;
import dev.gantry.targets.probe.ProbeQuestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Brings a board into the agreed state as far as that may be done. Never starts it anew. */
public final class StateSetter {
  private static final ProbeQuestion SET =
      new ProbeQuestion(BoardScript.beside(StateSetter.class, "set.sh"), Duration.ofSeconds(90));

  private final CoolDown coolDown;

  public StateSetter(Duration longest, BooleanSupplier cancelled, Consumer<Progress> progress) {
    this.coolDown = new CoolDown(longest, Duration.ofSeconds(5), cancelled, progress);
  }

  /**
   * What was done, or could not be done, in words; none where nothing was to do. Whether it helped
   * is seen by observing again.
   */
  public List<String> establish(
      CommandShell shell, Expectation expectation, SortedMap<String, String> observed)
      throws RigException {
    StateFacts seen = new StateFacts(observed);
    List<String> done = new ArrayList<>();
    boolean changed = false;
    Optional<String> wanted = expectation.powerMode();
    if (wanted.isPresent() && !has(seen, wanted.get())) {
      changed = powerMode(shell, seen, wanted.get(), done);
    }
    if (expectation.clocks().isPresent()) {
      Clocks clocks = expectation.clocks().get();
      // A new power mode brings clocks of its own, so that locked ones are locked no more.
      if (changed || !seen.word(BoardFact.CLOCKS).equals(Optional.of(clocks.toString()))) {
        boolean lock = clocks == Clocks.LOCKED;
        set(shell, done, lock ? "lock the clocks" : "free the clocks", lock ? "lock" : "free");
      }
    }
    if (expectation.fan().isPresent()) {
      int percent = expectation.fan().get().percent();
      if (seen.number(BoardFact.FAN_PERCENT).orElse(-1) < percent) {
        set(shell, done, "set the fan", "fan", String.valueOf(percent));
      }
    }
    if (expectation.maxStartCelsius().isPresent()) {
      coolDown.await(shell, expectation.maxStartCelsius().getAsDouble(), seen).ifPresent(done::add);
    }
    return List.copyOf(done);
  }

  private static boolean has(StateFacts seen, String mode) {
    return seen.word(BoardFact.POWER_MODE).filter(now -> StateFacts.same(now, mode)).isPresent();
  }

  private static boolean powerMode(
      CommandShell shell, StateFacts seen, String wanted, List<String> done) throws RigException {
    OptionalInt number = seen.modeNumber(wanted);
    if (number.isEmpty()) {
      done.add(
          "could not set power mode "
              + wanted
              + ": the board knows "
              + seen.word(BoardFact.POWER_MODE_CHOICES).orElse("no list of modes"));
      return false;
    }
    return set(shell, done, "set power mode " + wanted, "mode", String.valueOf(number.getAsInt()));
  }

  private static boolean set(CommandShell shell, List<String> done, String what, String... words)
      throws RigException {
    ProbeAnswers said = SET.ask(shell, words);
    Optional<String> success = said.fact("done");
    done.add(
        success.orElseGet(
            () ->
                "could not "
                    + what
                    + ": "
                    + said.absent().getOrDefault("done", "the board does not say why")));
    return success.isPresent();
  }
}
