package dev.gantry.harness.plan;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Unit;
import dev.gantry.harness.files.ColdEntry;
import dev.gantry.harness.files.DeadlineEntry;
import dev.gantry.harness.files.LatencyLimits;
import dev.gantry.harness.files.ReleaseFile;
import dev.gantry.harness.files.ReleaseFile.ModelEntry;
import dev.gantry.settings.shape.PartialRecord;
import dev.gantry.settings.shape.RecordKey;
import dev.gantry.validation.timing.LeastEvidence;
import dev.gantry.validation.timing.LookSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Checks that the evidence asked for could prove its limit if all went well. A minute of a camera
 * cannot prove one miss in a thousand, and that would be found out after the minute on every board.
 */
final class EvidenceCheck {
  private static final double MOST_QUERIES = 20e6;

  /** The highest first. */
  private static final List<Percentile> PERCENTILES =
      List.of(
          new Percentile("p999", 99.9, LatencyLimits::p999),
          new Percentile("p99", 99, LatencyLimits::p99),
          new Percentile("p95", 95, LatencyLimits::p95),
          new Percentile("p90", 90, LatencyLimits::p90),
          new Percentile("p50", 50, LatencyLimits::p50));

  private record Percentile(
      String name, double percent, RecordKey<LatencyLimits, Optional<Limit>> key) {}

  private final PartialRecord<ReleaseFile> release;
  private final double confidence;
  private final List<Problem> problems = new ArrayList<>();

  EvidenceCheck(PartialRecord<ReleaseFile> release) {
    this.release = release;
    this.confidence =
        release
            .optional(ReleaseFile::confidence)
            .map(Quantity::plain)
            .orElse(PlannedCriteria.CONFIDENCE);
  }

  List<Problem> problems() {
    release.optional(ReleaseFile::queries).ifPresent(this::queries);
    for (PartialRecord<ModelEntry> model : release.parts(ReleaseFile::models)) {
      model.part(ModelEntry::deadline).ifPresent(this::deadline);
      model.part(ModelEntry::cold).ifPresent(this::cold);
    }
    return problems;
  }

  /** Too few for the highest percentile are too few for the release: all processes time alike. */
  private void queries(int asked) {
    Optional<Percentile> highest = PERCENTILES.stream().filter(this::limited).findFirst();
    if (highest.isEmpty()) {
      return;
    }
    long least =
        LeastEvidence.queriesEach(
            highest.get().percent(), confidence, LookSchedule.upTo(PlannedCriteria.ROUNDS));
    if (asked < least) {
      problems.add(
          release.problem(
              asked
                  + " queries in each of "
                  + PlannedCriteria.ROUNDS
                  + " processes cannot prove a limit of "
                  + highest.get().name()
                  + " at "
                  + new Quantity(confidence * 100, Unit.PERCENT)
                  + ", even if all are quick",
              "ask for at least " + least + " queries; more leave room for slow ones",
              ReleaseFile::queries));
    }
  }

  private boolean limited(Percentile percentile) {
    return release.parts(ReleaseFile::models).stream()
        .flatMap(model -> model.part(ModelEntry::latency).stream())
        .anyMatch(latency -> latency.text(percentile.key()).isPresent());
  }

  private void deadline(PartialRecord<DeadlineEntry> entry) {
    Optional<Double> rate = entry.value(DeadlineEntry::rate).map(Quantity::plain);
    Optional<Double> length =
        entry.value(DeadlineEntry::duration).map(duration -> duration.toNanos() / 1e9);
    Optional<Double> misses =
        entry.value(DeadlineEntry::misses).map(limit -> limit.bound().plain());
    if (rate.isEmpty() || length.isEmpty() || misses.isEmpty()) {
      return;
    }
    String told = written(entry, DeadlineEntry::misses);
    String driven =
        written(entry, DeadlineEntry::duration) + " at " + written(entry, DeadlineEntry::rate);
    OptionalLong least = LeastEvidence.queries(misses.get(), confidence);
    if (least.isEmpty()) {
      problems.add(
          entry.problem(
              "no number of queries proves that a share of " + told + " is kept",
              "allow a few, like '<= 0.01 %'",
              DeadlineEntry::misses));
    } else if (queries(rate.get(), length.get()) < least.getAsLong()) {
      problems.add(
          entry.problem(
              driven
                  + " are "
                  + queries(rate.get(), length.get())
                  + " queries in "
                  + Scenario.PROCESSES
                  + " processes, and a share of "
                  + told
                  + " takes at least "
                  + least.getAsLong()
                  + " to prove at "
                  + new Quantity(confidence * 100, Unit.PERCENT)
                  + ", even without a single miss",
              "watch for at least "
                  + seconds(least.getAsLong(), rate.get())
                  + ", or allow more misses",
              DeadlineEntry::duration));
    } else if (rate.get() * length.get() > MOST_QUERIES) {
      problems.add(
          entry.problem(
              driven + " are more than " + (long) MOST_QUERIES + " queries",
              "watch for at most " + (long) Math.floor(MOST_QUERIES / rate.get()) + " s",
              DeadlineEntry::duration));
    }
  }

  private void cold(PartialRecord<ColdEntry> entry) {
    int least = LeastEvidence.starts(confidence);
    entry
        .value(ColdEntry::starts)
        .filter(starts -> starts < least)
        .ifPresent(
            starts ->
                problems.add(
                    entry.problem(
                        starts
                            + " starts cannot prove a typical time at "
                            + new Quantity(confidence * 100, Unit.PERCENT)
                            + ", even if all are quick",
                        "ask for at least " + least + " starts; more leave room for a slow one",
                        ColdEntry::starts)));
  }

  /** Whole queries in each of the processes. */
  private static long queries(double rate, double length) {
    return Scenario.PROCESSES * (long) Math.floor(rate * length / Scenario.PROCESSES + 1e-6);
  }

  /** Rounded up, so that what is advised is not refused in turn. */
  private static String seconds(long queries, double rate) {
    long each = (queries + Scenario.PROCESSES - 1) / Scenario.PROCESSES;
    double exact = Scenario.PROCESSES * each / rate;
    return exact > 1 ? (long) Math.ceil(exact) + " s" : (long) Math.ceil(exact * 1000) + " ms";
  }

  private static String written(
      PartialRecord<DeadlineEntry> entry, RecordKey<DeadlineEntry, ?> key) {
    return entry.text(key).orElse("");
  }
}
