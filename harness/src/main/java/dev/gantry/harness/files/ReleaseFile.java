package dev.gantry.harness.files;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Limit.Relation;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.dossier.Waiver;
import dev.gantry.settings.Direction;
import dev.gantry.settings.Distinct;
import dev.gantry.settings.Meaning;
import dev.gantry.settings.Measures;
import dev.gantry.settings.Omittable;
import dev.gantry.settings.Plain;
import dev.gantry.settings.Range;
import dev.gantry.settings.Read;
import dev.gantry.settings.SettingsFile;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code release.yaml}: which models, at which precisions, on which boards, under which limits. */
@Meaning("What is to be released, and what must be proven first")
public record ReleaseFile(
    @Meaning("The name of the release") @Plain String release,
    @Meaning("How sure the evidence must make us of each finding; 99 % if left out")
        Optional<
                @Measures(value = Dimension.RATIO, bare = true)
                @Range(min = 0.5, max = 1, open = true) Quantity>
            confidence,
    @Meaning("How long things may take before they are ended as stuck")
        Optional<TimeLimitsEntry> timeLimits,
    @Meaning(
            "How many queries each process times, one after another; 1000 if left out, or ten times"
                + " what one slow query costs the highest percentile")
        Optional<@Range(min = 10, max = 1_000_000) Integer> queries,
    @Meaning("The models of the release") @Distinct(by = "name") List<ModelEntry> models,
    @Meaning("Named, reasoned, expiring exceptions to findings")
        @Omittable
        @Distinct(by = "finding")
        List<WaiverEntry> waivers) {

  public static Read<ReleaseFile> read(Path path) {
    return new SettingsFile<>(ReleaseFile.class).read(path);
  }

  /** One model, and everything demanded of it on every board kind it ships to. */
  public record ModelEntry(
      @Meaning("The name of the model") @Plain String name,
      @Meaning("The ONNX file, from the folder of this file") Path onnx,
      @Meaning("The golden set that proves the model, from the folder of this file") Path golden,
      @Meaning("The precisions to release") @Distinct List<Precision> precisions,
      @Meaning("Files that give single nodes another precision, by the precision of the variant")
          @Omittable
          Map<Precision, Path> plans,
      @Meaning("Where the ranges of int8 come from; the golden set if left out")
          Optional<CalibrationEntry> calibration,
      @Meaning("The kinds of board to release on, as the rack file names them") @Distinct
          List<@Plain String> boards,
      @Meaning("The quality at the task, against the labels of the golden set")
          Optional<TaskEntry> task,
      @Meaning("How near the outputs stay to the reference, by precision") @Omittable
          Map<Precision, ParityLimits> parity,
      @Meaning("How much of all multiply-adds the engines of a precision compute in it, or lower")
          @Omittable
          Map<
                  Precision,
                  @Measures(Dimension.RATIO) @Direction(Relation.AT_LEAST) @Range(min = 0, max = 1)
                  Limit>
              audit,
      @Meaning(
              "How often each engine is built, to hold the other builds against the same limits of"
                  + " parity, task, audit and latency; the first one ships. Once if left out")
          Optional<@Range(min = 1, max = 10) Integer> builds,
      @Meaning("The time of one inference") Optional<LatencyLimits> latency,
      @Meaning("A camera that does not wait") Optional<DeadlineEntry> deadline,
      @Meaning("How much goes through when nobody waits for a single answer")
          Optional<ThroughputEntry> throughput,
      @Meaning("Whether it stays quick for hours") Optional<SoakEntry> soak,
      @Meaning("Starting from nothing") Optional<ColdEntry> cold,
      @Meaning("The memory of the process that runs the engine") Optional<MemoryLimits> memory) {}

  /** How much of the quality at the task may be lost against the reference. */
  public record TaskEntry(
      @Meaning("The metric of the task") TaskMetric metric,
      @Meaning("How much may be lost on all samples")
          @Measures(Dimension.RATIO)
          @Range(min = 0, max = 1, open = true)
          Quantity margin,
      @Meaning("How much may be lost on a slice of the golden set, by its name") @Omittable
          Map<
                  @Plain String,
                  @Measures(Dimension.RATIO) @Range(min = 0, max = 1, open = true) Quantity>
              slices) {}

  /** An exception to findings, as a person writes it down. */
  public record WaiverEntry(
      @Meaning("model/precision/kind/board/criterion; '*' stands for one part") String finding,
      @Meaning("Who answers for it") String owner,
      @Meaning("Why it is acceptable for now") String reason,
      @Meaning("The last day on which it holds") LocalDate expires) {
    /** Refuses what no waiver can be; whether it has expired is for the judge to say. */
    public WaiverEntry {
      new Waiver(finding, owner, reason, expires);
    }

    public Waiver waiver() {
      return new Waiver(finding, owner, reason, expires);
    }
  }
}
