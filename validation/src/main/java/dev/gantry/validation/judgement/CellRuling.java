package dev.gantry.validation.judgement;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Trouble;
import dev.gantry.golden.task.DecodingMisfit;
import dev.gantry.validation.accuracy.ParityCheck;
import dev.gantry.validation.accuracy.TaskFit;
import dev.gantry.validation.accuracy.TaskLossCheck;
import dev.gantry.validation.audit.AuditCheck;
import dev.gantry.validation.judgement.BoardEvidence.Evidence;
import dev.gantry.validation.judgement.BoardEvidence.NoEvidence;
import dev.gantry.validation.ruling.Ruling;
import dev.gantry.validation.timing.DrivenRuling;
import dev.gantry.validation.timing.LatencyCheck;
import dev.gantry.validation.timing.MemoryCheck;
import dev.gantry.validation.timing.SortedTimes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules on each criterion of one cell on one board. */
interface CellRuling {
  Ruling rule(Criterion criterion);

  static CellRuling of(ReleasePlan plan, PlannedCell cell, @Nullable BoardEvidence evidence) {
    if (evidence instanceof Evidence found) {
      return new Found(
          found,
          SortedTimes.of(found.rounds()),
          plan.model(cell.cell().model()).golden(),
          cell.scenarios(),
          Math.max(plan.scenario().rounds(), found.rounds().size()));
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
      Evidence evidence, SortedTimes times, GoldenSet golden, List<Scenario> scenarios, int looks)
      implements CellRuling {
    @Override
    public Ruling rule(Criterion criterion) {
      if (criterion instanceof Criterion.Rebuilt rebuilt) {
        return new RebuildCheck(rebuilt).rule(rule(rebuilt.each()), evidence.others(), this::other);
      }
      return SensibleLimit.objection(criterion)
          .map(words -> new DecodingMisfit(words, "correct the limit in release.yaml"))
          .or(() -> new TaskFit(golden).misfit(criterion))
          .map(misfit -> Ruling.unknown(Blame.CONFIGURATION, misfit.what(), misfit.remedy()))
          .orElseGet(() -> measure(criterion));
    }

    private CellRuling other(Evidence other) {
      return new Found(
          other,
          SortedTimes.of(other.rounds()),
          golden,
          List.of(),
          Math.max(looks, other.rounds().size()));
    }

    private Ruling measure(Criterion criterion) {
      if (criterion instanceof Criterion.Parity parity) {
        return new ParityCheck(parity).rule(evidence.scores(), golden);
      }
      if (criterion instanceof Criterion.PeakMemory memory) {
        return new MemoryCheck(memory).rule(evidence.peakMemory());
      }
      if (criterion instanceof Criterion.TaskLoss loss) {
        return new TaskLossCheck(loss).rule(evidence.scores(), golden);
      }
      if (criterion instanceof Criterion.ComputedIn || criterion instanceof Criterion.Fallback) {
        return audited(criterion);
      }
      return timed(criterion);
    }

    private Ruling audited(Criterion criterion) {
      Optional<AuditCheck> audit = AuditCheck.of(evidence.audit());
      if (audit.isEmpty()) {
        return Ruling.unknown(
            Blame.TOOLCHAIN,
            "the engine was not asked what it computes in",
            "run this cell of the release again");
      }
      return criterion instanceof Criterion.ComputedIn computed
          ? audit.get().rule(computed)
          : audit.get().rule((Criterion.Fallback) criterion);
    }

    /** Validity before value: times of a sick board say nothing of the model, good or bad. */
    private Ruling timed(Criterion criterion) {
      if (!evidence.invalid().isEmpty()) {
        return Ruling.unknown(
            Blame.RACK,
            "the times are not valid: " + String.join("; ", evidence.invalid()),
            "mend the board, then run this cell of the release again");
      }
      if (criterion instanceof Criterion.Latency latency) {
        return new LatencyCheck(latency, looks).rule(times);
      }
      return new DrivenRuling(scenarios, evidence).rule(criterion);
    }
  }
}
