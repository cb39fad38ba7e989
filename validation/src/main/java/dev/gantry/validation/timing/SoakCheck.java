package dev.gantry.validation.timing;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Scenario;
import dev.gantry.validation.ruling.Ruling;
import dev.gantry.validation.timing.PercentileRuling.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Judges a percentile in every window of a soak. A soak is kept when all of its windows keep it:
 * whoever says so wrongly was wrong of one window at least, so each may be wrong as often as all
 * (intersection-union). It is broken when any window is, and that is a chance for each of them, so
 * they share what may be wrong among them (Bonferroni). Queries of a window are alike when they
 * follow each other, so stretches of them count as units.
 */
public record SoakCheck(Criterion.SoakLatency criterion, Scenario.Soak scenario) {
  /** Few long stretches are as different as chance has it, which is what keeping is proven by. */
  private static final int TO_KEEP = 5;

  /** More of them are surer of what is broken, and need not be as long. */
  private static final int TO_BREAK = 10;

  private static final int FEWEST = 3 * TO_BREAK;

  /** Without a ruling where it has too few queries, which is as bad as can be. */
  private record Window(int number, int queries, Optional<PercentileRuling> ruling) {
    Answer answer() {
      return ruling.map(PercentileRuling::answer).orElse(Answer.OPEN);
    }

    double measured() {
      return ruling.map(one -> one.proof().measured()).orElse(Double.POSITIVE_INFINITY);
    }
  }

  public Ruling rule(List<RoundTimes> windows) {
    List<Window> ruled = ruled(windows);
    // What is proven broken stays so, however many windows are missing.
    return worst(ruled, Answer.BROKEN)
        .or(() -> missing(windows.size()))
        .or(() -> worst(ruled, Answer.OPEN))
        .or(() -> worst(ruled, Answer.KEPT))
        .orElseThrow();
  }

  /** What the windows that came home say together. */
  Answer answer(List<RoundTimes> windows) {
    List<Answer> answers = ruled(windows).stream().map(Window::answer).toList();
    return answers.contains(Answer.BROKEN)
        ? Answer.BROKEN
        : answers.contains(Answer.OPEN) ? Answer.OPEN : Answer.KEPT;
  }

  private List<Window> ruled(List<RoundTimes> windows) {
    List<Window> ruled = new ArrayList<>();
    for (RoundTimes window : windows) {
      ruled.add(new Window(ruled.size() + 1, window.size(), ruling(window)));
    }
    return ruled;
  }

  private Optional<PercentileRuling> ruling(RoundTimes times) {
    if (times.size() < FEWEST) {
      return Optional.empty();
    }
    PercentileRuling broken = ruling(times, TO_BREAK, 0, 1.0 / scenario.windows());
    return Optional.of(broken.answer() == Answer.BROKEN ? broken : ruling(times, TO_KEEP, 1, 0));
  }

  private PercentileRuling ruling(RoundTimes times, int stretches, double good, double bad) {
    return new PercentileRuling(
        new Criterion.Latency(criterion.percentile(), criterion.limit(), criterion.confidence()),
        PercentileProof.of(criterion.percentile(), stretches(times, stretches)),
        good,
        bad,
        times.size() + " queries");
  }

  /** Of equally many queries, or one more. */
  private static List<SortedTimes> stretches(RoundTimes times, int count) {
    long[] all = times.nanoseconds();
    List<SortedTimes> stretches = new ArrayList<>();
    for (int stretch = 0; stretch < count; stretch++) {
      stretches.add(
          SortedTimes.of(
              Arrays.copyOfRange(
                  all,
                  (int) ((long) all.length * stretch / count),
                  (int) ((long) all.length * (stretch + 1) / count))));
    }
    return stretches;
  }

  private Optional<Ruling> missing(int there) {
    return there >= scenario.windows()
        ? Optional.empty()
        : Optional.of(
            Ruling.unknown(
                Blame.RACK,
                there + " of the " + scenario.windows() + " windows of the soak came home",
                "run this cell of the release again"));
  }

  private Optional<Ruling> worst(List<Window> windows, Answer answer) {
    return windows.stream()
        .filter(window -> window.answer() == answer)
        .max(Comparator.comparingDouble(Window::measured))
        .map(
            window ->
                told(
                    window
                        .ruling()
                        .map(PercentileRuling::rule)
                        .orElseGet(() -> tooFew(window.queries())),
                    window.number()));
  }

  private static Ruling tooFew(int queries) {
    return Ruling.unknown(
        Blame.CONFIGURATION,
        queries + " queries were timed, too few to be sure of anything",
        "make the windows longer in release.yaml");
  }

  private Ruling told(Ruling ruling, int number) {
    return ruling.in(
        new Ruling.Cases<Ruling>() {
          @Override
          public Ruling met(Ruling.Met met) {
            return new Ruling.Met(met.value(), place(number) + met.message());
          }

          @Override
          public Ruling broken(Ruling.Broken broken) {
            return new Ruling.Broken(
                broken.value(),
                broken.chance(),
                place(number) + broken.message(),
                "look at temperature and clocks in that window, or raise the limit in release.yaml");
          }

          @Override
          public Ruling unknown(Ruling.Unknown unknown) {
            return new Ruling.Unknown(
                unknown.value(),
                unknown.blame(),
                place(number) + unknown.message(),
                "make the windows longer in release.yaml so that each holds more queries, or move"
                    + " the limit");
          }
        });
  }

  private String place(int number) {
    Duration start = scenario.window().multipliedBy(number - 1L);
    return String.format(
        java.util.Locale.ROOT,
        "worst in window %d of %d, which began after %d:%02d:%02d: ",
        number,
        scenario.windows(),
        start.toHours(),
        start.toMinutesPart(),
        start.toSecondsPart());
  }
}
