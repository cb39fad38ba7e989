package dev.gantry.harness.plan;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit;
import dev.gantry.settings.tree.SettingsDocument;
import dev.gantry.settings.tree.SettingsNode;
import dev.gantry.validation.timing.LeastEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Checks that the evidence asked for could prove its limit if all went well. A minute of a camera
 * cannot prove one miss in a thousand, and that would be found out after the minute on every board.
 */
final class EvidenceCheck {
  private static final double MOST_QUERIES = 20e6;

  /** The highest first. */
  private static final List<Percentile> PERCENTILES =
      List.of(
          new Percentile("p999", 99.9),
          new Percentile("p99", 99),
          new Percentile("p95", 95),
          new Percentile("p90", 90),
          new Percentile("p50", 50));

  private record Percentile(String key, double percent) {}

  private final SettingsDocument release;
  private final double confidence;
  private final List<Problem> problems = new ArrayList<>();

  EvidenceCheck(SettingsDocument release) {
    this.release = release;
    this.confidence =
        read(Quantity::parse, "confidence")
            .map(Quantity::plain)
            .filter(share -> share > 0.5 && share < 1)
            .orElse(PlannedCriteria.CONFIDENCE);
  }

  List<Problem> problems() {
    release
        .text("queries")
        .filter(text -> text.matches("[1-9][0-9]{0,6}"))
        .map(Long::parseLong)
        .ifPresent(this::queries);
    if (release.at("models").orElse(null) instanceof SettingsNode.Sequence models) {
      for (int index = 0; index < models.items().size(); index++) {
        deadline(index);
        cold(index);
      }
    }
    return problems;
  }

  /** Too few for the highest percentile are too few for the release: all processes time alike. */
  private void queries(long asked) {
    Optional<Percentile> highest =
        PERCENTILES.stream().filter(percentile -> limited(percentile.key())).findFirst();
    if (highest.isEmpty()) {
      return;
    }
    long least =
        LeastEvidence.queriesEach(highest.get().percent(), confidence, PlannedCriteria.ROUNDS);
    if (asked < least) {
      problems.add(
          release.problem(
              asked
                  + " queries in each of "
                  + LeastEvidence.PROCESSES
                  + " processes cannot prove a limit of "
                  + highest.get().key()
                  + " at "
                  + new Quantity(confidence * 100, Unit.PERCENT)
                  + ", even if all are quick",
              "ask for at least " + least + " queries; more leave room for slow ones",
              "queries"));
    }
  }

  private boolean limited(String percentile) {
    return release.at("models").orElse(null) instanceof SettingsNode.Sequence models
        && IntStream.range(0, models.items().size())
            .anyMatch(index -> release.text("models", index, "latency", percentile).isPresent());
  }

  private void deadline(int index) {
    Optional<Double> rate = plain(Unit.Dimension.RATE, "models", index, "deadline", "rate");
    Optional<Double> length = plain(Unit.Dimension.TIME, "models", index, "deadline", "for");
    Optional<Double> misses =
        read(Limit::parse, "models", index, "deadline", "misses")
            .map(Limit::bound)
            .filter(bound -> bound.unit().dimension() == Unit.Dimension.RATIO)
            .map(Quantity::plain)
            .filter(share -> share >= 0 && share <= 1);
    if (rate.isEmpty() || length.isEmpty() || misses.isEmpty() || rate.get() <= 0) {
      return;
    }
    OptionalLong least = LeastEvidence.queries(misses.get(), confidence);
    if (least.isEmpty()) {
      tell(
          "no number of queries proves that a share of " + written(index, "misses") + " is kept",
          "allow a few, like '<= 0.01 %'",
          index,
          "misses");
    } else if (Math.floor(rate.get() * length.get() + 1e-6) < least.getAsLong()) {
      tell(
          written(index, "for")
              + " at "
              + written(index, "rate")
              + " are "
              + (long) Math.floor(rate.get() * length.get() + 1e-6)
              + " queries, and a share of "
              + written(index, "misses")
              + " takes at least "
              + least.getAsLong()
              + " to prove at "
              + new Quantity(confidence * 100, Unit.PERCENT)
              + ", even without a single miss",
          "watch for at least " + seconds(least.getAsLong(), rate.get()) + ", or allow more misses",
          index,
          "for");
    } else if (rate.get() * length.get() > MOST_QUERIES) {
      tell(
          written(index, "for")
              + " at "
              + written(index, "rate")
              + " are more than "
              + (long) MOST_QUERIES
              + " queries",
          "watch for at most " + (long) Math.floor(MOST_QUERIES / rate.get()) + " s",
          index,
          "for");
    }
  }

  private void cold(int index) {
    int least = LeastEvidence.starts(confidence);
    release
        .text("models", index, "cold", "starts")
        .filter(text -> text.matches("[1-9][0-9]{0,3}"))
        .filter(text -> Integer.parseInt(text) < least)
        .ifPresent(
            text ->
                problems.add(
                    release.problem(
                        text
                            + " starts cannot prove a typical time at "
                            + new Quantity(confidence * 100, Unit.PERCENT)
                            + ", even if all are quick",
                        "ask for at least " + least + " starts; more leave room for a slow one",
                        "models",
                        index,
                        "cold",
                        "starts")));
  }

  /** Rounded up, so that what is advised is not refused in turn. */
  private static String seconds(long queries, double rate) {
    double exact = queries / rate;
    return exact > 1 ? (long) Math.ceil(exact) + " s" : (long) Math.ceil(exact * 1000) + " ms";
  }

  private String written(int index, String key) {
    return release.text("models", index, "deadline", key).orElse("");
  }

  private Optional<Double> plain(Unit.Dimension dimension, Object... path) {
    return read(Quantity::parse, path)
        .filter(quantity -> quantity.unit().dimension() == dimension)
        .map(Quantity::plain);
  }

  // What cannot be read has been complained about already.
  private <T> Optional<T> read(Function<String, T> form, Object... path) {
    try {
      return release.text(path).map(form);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void tell(String what, String remedy, int index, String key) {
    problems.add(release.problem(what, remedy, "models", index, "deadline", key));
  }
}
