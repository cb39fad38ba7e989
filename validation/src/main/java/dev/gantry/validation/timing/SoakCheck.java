package dev.gantry.validation.timing;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Scenario;
import dev.gantry.validation.ruling.Ruling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Judges a percentile in every window of a soak. Each window is a chance to be wrong, so they share
 * what may be wrong among them (Bonferroni).
 */
public record SoakCheck(Criterion.SoakLatency criterion, Scenario.Soak scenario) {
  private record Window(int number, Ruling ruling, double measured) {}

  public Ruling rule(List<RoundTimes> windows) {
    List<Window> ruled = new ArrayList<>();
    for (RoundTimes window : windows) {
      ruled.add(rule(ruled.size() + 1, window));
    }
    // What is proven broken stays so, however many windows are missing.
    return worst(ruled, Ruling.Broken.class)
        .or(() -> missing(windows.size()))
        .or(() -> worst(ruled, Ruling.Unknown.class))
        .or(() -> worst(ruled, Ruling.Met.class))
        .orElseThrow();
  }

  private Window rule(int number, RoundTimes times) {
    Criterion.Latency latency =
        new Criterion.Latency(criterion.percentile(), criterion.limit(), criterion.confidence());
    Ruling ruling =
        new LatencyCheck(latency, scenario.windows(), "queries")
            .rule(SortedTimes.of(List.of(times)));
    return new Window(number, told(ruling, number), value(ruling));
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

  private static Optional<Ruling> worst(List<Window> windows, Class<? extends Ruling> kind) {
    return windows.stream()
        .filter(window -> kind.isInstance(window.ruling()))
        .max(Comparator.comparingDouble(Window::measured))
        .map(Window::ruling);
  }

  /** A window without a single query is as bad as can be. */
  private static double value(Ruling ruling) {
    return ruling.measured().map(Quantity::plain).orElse(Double.POSITIVE_INFINITY);
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
