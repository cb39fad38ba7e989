package dev.gantry.harness.plan;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Criterion.ColdStart.Phase;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Scenario;
import dev.gantry.harness.files.ColdEntry;
import dev.gantry.harness.files.DeadlineEntry;
import dev.gantry.harness.files.ReleaseFile;
import dev.gantry.harness.files.SoakEntry;
import dev.gantry.harness.files.ThroughputEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the scenarios in which one model is driven otherwise than one query after another, and
 * their criteria, from a release file.
 */
record PlannedScenarios(ReleaseFile.ModelEntry model) {
  /** The long one last: what is broken shows before hours were spent. */
  List<Scenario> scenarios() {
    List<Scenario> scenarios = new ArrayList<>();
    model.cold().map(ColdEntry::scenario).ifPresent(scenarios::add);
    model.throughput().map(ThroughputEntry::scenario).ifPresent(scenarios::add);
    model.deadline().map(DeadlineEntry::scenario).ifPresent(scenarios::add);
    model.soak().map(SoakEntry::scenario).ifPresent(scenarios::add);
    return scenarios;
  }

  List<Criterion> criteria(double confidence) {
    List<Criterion> criteria = new ArrayList<>();
    model
        .deadline()
        .ifPresent(entry -> criteria.add(new Criterion.DeadlineMisses(entry.misses(), confidence)));
    model
        .throughput()
        .ifPresent(entry -> criteria.add(new Criterion.Throughput(entry.least(), confidence)));
    model.soak().ifPresent(entry -> soak(criteria, entry, confidence));
    model.cold().ifPresent(entry -> cold(criteria, entry, confidence));
    return criteria;
  }

  private static void soak(List<Criterion> criteria, SoakEntry entry, double confidence) {
    soak(criteria, 50, entry.p50(), confidence);
    soak(criteria, 90, entry.p90(), confidence);
    soak(criteria, 95, entry.p95(), confidence);
    soak(criteria, 99, entry.p99(), confidence);
  }

  private static void soak(
      List<Criterion> criteria, double percentile, Optional<Limit> limit, double confidence) {
    limit.ifPresent(
        bound -> criteria.add(new Criterion.SoakLatency(percentile, bound, confidence)));
  }

  private static void cold(List<Criterion> criteria, ColdEntry entry, double confidence) {
    entry
        .load()
        .ifPresent(limit -> criteria.add(new Criterion.ColdStart(Phase.LOAD, limit, confidence)));
    entry
        .first()
        .ifPresent(limit -> criteria.add(new Criterion.ColdStart(Phase.FIRST, limit, confidence)));
  }
}
