package dev.gantry.validation.judgement;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Trouble;
import dev.gantry.validation.accuracy.ParityCheck;
import dev.gantry.validation.accuracy.TaskFloorCheck;
import dev.gantry.validation.accuracy.TaskLossCheck;
import dev.gantry.validation.accuracy.WorstSampleCheck;
import dev.gantry.validation.audit.AuditCheck;
import dev.gantry.validation.judgement.BoardEvidence.Evidence;
import dev.gantry.validation.judgement.BoardEvidence.NoEvidence;
import dev.gantry.validation.ruling.Ruling;
import dev.gantry.validation.timing.LatencyCheck;
import dev.gantry.validation.timing.LookSchedule;
import dev.gantry.validation.timing.MemoryCheck;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rules on each criterion of one cell on one board. */
interface CellRuling {
  Ruling rule(Criterion criterion);

  static CellRuling of(ReleasePlan plan, PlannedCell cell, @Nullable BoardEvidence evidence) {
    if (evidence instanceof Evidence found) {
      return new Found(
          found,
          cell.cell().precision(),
          plan.model(cell.cell().model()).golden(),
          cell.scenarios(),
          LookSchedule.upTo(plan.scenario().rounds()));
    }
    if (evidence instanceof NoEvidence none) {
      return new Absent(none.trouble());
    }
    return new Absent(
        new Trouble(
            Blame.DATA,
            "dossier",
            "the plan lists this cell on this board, the dossier has no trial for it",
            "run the release again with --resume"));
  }

  /** Answers every criterion with what went wrong. */
  record Absent(Trouble trouble) implements CellRuling {
    @Override
    public Ruling rule(Criterion criterion) {
      return Ruling.unknown(
          trouble.blame(), trouble.where() + ": " + trouble.what(), trouble.remedy());
    }
  }

  record Found(
      Evidence evidence,
      Precision precision,
      GoldenSet golden,
      List<Scenario> scenarios,
      LookSchedule looks)
      implements CellRuling {
    @Override
    public Ruling rule(Criterion criterion) {
      return criterion.in(new Rules(this));
    }

    private CellRuling other(Evidence other) {
      return new Found(other, precision, golden, List.of(), looks);
    }
  }

  /** One rule for each kind of criterion, asked where its limit makes sense. */
  record Rules(Found found) implements Criterion.Cases<Ruling> {
    @Override
    public Ruling rebuilt(Criterion.Rebuilt rebuilt) {
      return new RebuildCheck(rebuilt)
          .rule(found.rule(rebuilt.each()), found.evidence.others(), found::other);
    }

    @Override
    public Ruling parity(Criterion.Parity parity) {
      return sensible(
          parity,
          () ->
              new ParityCheck(parity, found.precision).rule(found.evidence.scores(), found.golden));
    }

    @Override
    public Ruling worstSample(Criterion.WorstSample worst) {
      return sensible(
          worst,
          () ->
              new WorstSampleCheck(worst, found.precision)
                  .rule(found.evidence.scores(), found.golden));
    }

    @Override
    public Ruling taskLoss(Criterion.TaskLoss loss) {
      return sensible(
          loss,
          () ->
              new TaskLossCheck(loss, found.precision).rule(found.evidence.scores(), found.golden));
    }

    @Override
    public Ruling taskFloor(Criterion.TaskFloor floor) {
      return sensible(
          floor,
          () ->
              new TaskFloorCheck(floor, found.precision)
                  .rule(found.evidence.scores(), found.golden));
    }

    @Override
    public Ruling peakMemory(Criterion.PeakMemory memory) {
      return sensible(memory, () -> new MemoryCheck(memory).rule(found.evidence.peakMemory()));
    }

    @Override
    public Ruling computedIn(Criterion.ComputedIn computed) {
      return sensible(computed, () -> audited(audit -> audit.rule(computed)));
    }

    @Override
    public Ruling fallback(Criterion.Fallback fallback) {
      return sensible(fallback, () -> audited(audit -> audit.rule(fallback)));
    }

    @Override
    public Ruling latency(Criterion.Latency latency) {
      return timed(
          latency, () -> new LatencyCheck(latency, found.looks).rule(found.evidence.rounds()));
    }

    @Override
    public Ruling deadlineMisses(Criterion.DeadlineMisses misses) {
      return timed(misses, () -> driven().rule(misses));
    }

    @Override
    public Ruling throughput(Criterion.Throughput throughput) {
      return timed(throughput, () -> driven().rule(throughput));
    }

    @Override
    public Ruling soakLatency(Criterion.SoakLatency soak) {
      return timed(soak, () -> driven().rule(soak));
    }

    @Override
    public Ruling coldStart(Criterion.ColdStart cold) {
      return timed(cold, () -> driven().rule(cold));
    }

    private DrivenRuling driven() {
      return new DrivenRuling(found.scenarios, found.evidence);
    }

    private Ruling sensible(Criterion criterion, Supplier<Ruling> rule) {
      return SensibleLimit.objection(criterion)
          .map(
              words ->
                  Ruling.unknown(Blame.CONFIGURATION, words, "correct the limit in release.yaml"))
          .orElseGet(rule);
    }

    private Ruling audited(Function<AuditCheck, Ruling> rule) {
      return AuditCheck.of(found.evidence.audit())
          .map(rule)
          .orElseGet(
              () ->
                  Ruling.unknown(
                      Blame.TOOLCHAIN,
                      "the engine was not asked what it computes in",
                      "run this cell of the release again"));
    }

    /** Validity before value: times of a sick board say nothing of the model, good or bad. */
    private Ruling timed(Criterion criterion, Supplier<Ruling> rule) {
      return sensible(
          criterion,
          () ->
              found.evidence.invalid().isEmpty()
                  ? rule.get()
                  : Ruling.unknown(
                      Blame.RACK,
                      "the times are not valid: " + String.join("; ", found.evidence.invalid()),
                      "mend the board, then run this cell of the release again"));
    }
  }
}
