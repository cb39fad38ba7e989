package dev.gantry.targets.doctor;

import dev.gantry.dossier.Expectation;
import dev.gantry.targets.doctor.BoardComplaint.Severity;
import dev.gantry.targets.probe.BoardFact;
import dev.gantry.targets.probe.BoardProbe;
import dev.gantry.targets.state.StateContract;
import dev.gantry.targets.state.StateMoment;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The state a board is in, beside the one that is expected of its kind. */
record StateComparison(
    BoardProbe probe, SortedMap<String, String> observed, Expectation expectation) {
  void complain(List<BoardComplaint> complaints) {
    List<String> violations =
        new StateContract(expectation).violations(observed, StateMoment.BEFORE);
    for (String violation : violations) {
      complaints.add(complaint(violation));
    }
    sudo(!violations.isEmpty(), complaints);
    throttling(complaints);
    cap(complaints);
  }

  /** A violation says what, and behind the last semicolon what to do. */
  private static BoardComplaint complaint(String violation) {
    int remedy = violation.lastIndexOf("; ");
    return remedy < 0
        ? new BoardComplaint(
            Severity.DOUBTFUL,
            violation,
            "install what tells it, or leave it out of expect in the rack file")
        : new BoardComplaint(
            Severity.DOUBTFUL, violation.substring(0, remedy), violation.substring(remedy + 2));
  }

  private void sudo(boolean wrong, List<BoardComplaint> complaints) {
    boolean settable =
        expectation.powerMode().isPresent()
            || expectation.clocks().isPresent()
            || expectation.fan().isPresent();
    Optional<String> sudo = probe.fact(BoardFact.SUDO);
    if (settable && sudo.filter(says -> !says.equals("no")).isEmpty()) {
      complaints.add(
          new BoardComplaint(
              wrong ? Severity.DOUBTFUL : Severity.HINT,
              "power mode, clocks and fan cannot be set: "
                  + probe.absent().getOrDefault(BoardFact.SUDO.key(), "sudo asks for a password"),
              "allow the user nvpmodel, jetson_clocks and tee with NOPASSWD in sudoers"));
    }
  }

  private void throttling(List<BoardComplaint> complaints) {
    Optional<String> now =
        Optional.ofNullable(observed.get(BoardFact.THROTTLING.key()))
            .filter(words -> !words.equals("none"));
    if (now.isPresent() && expectation.equals(Expectation.NOTHING)) {
      complaints.add(
          new BoardComplaint(
              Severity.DOUBTFUL,
              "the board slows itself down (" + now.get() + ")",
              "look at its cooling and its power supply"));
    }
    Optional.ofNullable(observed.get(BoardFact.THROTTLING_COUNT.key()))
        .filter(count -> !count.equals("0"))
        .ifPresent(
            count ->
                complaints.add(
                    new BoardComplaint(
                        Severity.HINT,
                        "the board was slowed down " + count + " times since it was started",
                        "look at its cooling and its power supply")));
  }

  /** The mode without limits, and yet a limit: seen on boards after a changed device tree. */
  private void cap(List<BoardComplaint> complaints) {
    long allowed = number(BoardFact.GPU_CLOCK_MAX);
    long possible = number(BoardFact.GPU_CLOCK_HIGHEST);
    boolean free =
        probe.fact(BoardFact.POWER_MODE).filter(mode -> mode.startsWith("MAXN")).isPresent();
    if (free && allowed > 0 && allowed < possible) {
      complaints.add(
          new BoardComplaint(
              Severity.DOUBTFUL,
              "the GPU may run at "
                  + allowed / 1_000_000
                  + " MHz only, of "
                  + possible / 1_000_000
                  + " MHz, although the power mode is "
                  + probe.fact(BoardFact.POWER_MODE).orElse(""),
              "set the power mode anew and start the board anew; then see what else lowers max_freq"));
    }
  }

  private long number(BoardFact fact) {
    return probe
        .fact(fact)
        .filter(text -> text.matches("[0-9]{1,15}"))
        .map(Long::parseLong)
        .orElse(0L);
  }
}
