package dev.gantry.harness.files;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Limit.Relation;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.dossier.Waiver;
import dev.gantry.settings.ReadResult;
import dev.gantry.settings.SettingsFile;
import dev.gantry.settings.key.DistinctItems;
import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.key.LimitDirection;
import dev.gantry.settings.key.NumberRange;
import dev.gantry.settings.key.OptionalList;
import dev.gantry.settings.key.PlainText;
import dev.gantry.settings.key.QuantityDimension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code release.yaml}: which models, at which precisions, on which boards, under which limits. */
@KeyMeaning("What is to be released, and what must be proven first")
public record ReleaseFile(
    @KeyMeaning("The name of the release") @PlainText String release,
    @KeyMeaning("How sure the evidence must make us of each finding; 99 % if left out")
        Optional<
                @QuantityDimension(value = Dimension.RATIO, bare = true)
                @NumberRange(min = 0.5, max = 1, open = true) Quantity>
            confidence,
    @KeyMeaning("How long things may take before they are ended as stuck")
        Optional<TimeLimitsEntry> timeLimits,
    @KeyMeaning(
            "How long each board may measure in a run, like '20 min'; what that cuts off is"
                + " NOT_MEASURED. As long as it takes if left out")
        Optional<@NumberRange(min = 1, max = 604_800) Duration> budget,
    @KeyMeaning(
            "How many queries each process times, one after another; 1000 if left out, or ten times"
                + " what one slow query costs the highest percentile")
        Optional<@NumberRange(min = 10, max = 1_000_000) Integer> queries,
    @KeyMeaning("The models of the release") @DistinctItems(by = "name") List<ModelEntry> models,
    @KeyMeaning("Named, reasoned, expiring exceptions to findings")
        @OptionalList
        @DistinctItems(by = "finding")
        List<WaiverEntry> waivers) {

  public static ReadResult<ReleaseFile> read(Path path) {
    return new SettingsFile<>(ReleaseFile.class).read(path);
  }

  /** One model, and everything demanded of it on every board kind it ships to. */
  public record ModelEntry(
      @KeyMeaning("The name of the model") @PlainText String name,
      @KeyMeaning("The ONNX file, from the folder of this file") Path onnx,
      @KeyMeaning("The golden set that proves the model, from the folder of this file") Path golden,
      @KeyMeaning("The precisions to release") @DistinctItems List<Precision> precisions,
      @KeyMeaning("Files that give single nodes another precision, by the precision of the variant")
          @OptionalList
          Map<Precision, Path> plans,
      @KeyMeaning("Where the ranges of int8 come from; the golden set if left out")
          Optional<CalibrationEntry> calibration,
      @KeyMeaning("The kinds of board to release on, as the rack file names them") @DistinctItems
          List<@PlainText String> boards,
      @KeyMeaning("The quality at the task, against the labels of the golden set")
          Optional<TaskEntry> task,
      @KeyMeaning("How near the outputs stay to the reference, by precision") @OptionalList
          Map<Precision, ParityLimits> parity,
      @KeyMeaning(
              "How much of all multiply-adds the engines of a precision compute in it, or lower")
          @OptionalList
          Map<
                  Precision,
                  @QuantityDimension(Dimension.RATIO) @LimitDirection(Relation.AT_LEAST)
                  @NumberRange(min = 0, max = 1) Limit>
              audit,
      @KeyMeaning(
              "How often each engine is built, to hold the other builds against the same limits of"
                  + " parity, task, audit and latency; the first one ships. Once if left out")
          Optional<@NumberRange(min = 1, max = 10) Integer> builds,
      @KeyMeaning("The time of one inference") Optional<LatencyLimits> latency,
      @KeyMeaning("A camera that does not wait") Optional<DeadlineEntry> deadline,
      @KeyMeaning("How much goes through when nobody waits for a single answer")
          Optional<ThroughputEntry> throughput,
      @KeyMeaning("Whether it stays quick for hours") Optional<SoakEntry> soak,
      @KeyMeaning("Starting from nothing") Optional<ColdEntry> cold,
      @KeyMeaning("The memory of the process that runs the engine")
          Optional<MemoryLimits> memory) {}

  /** The limits on how much of the quality at the task may be lost against the reference. */
  public record TaskEntry(
      @KeyMeaning("The metric of the task") TaskMetric metric,
      @KeyMeaning("How much may be lost on all samples")
          @QuantityDimension(Dimension.RATIO)
          @NumberRange(min = 0, max = 1, open = true)
          Quantity margin,
      @KeyMeaning("How much may be lost on a slice of the golden set, by its name") @OptionalList
          Map<
                  @PlainText String,
                  @QuantityDimension(Dimension.RATIO) @NumberRange(min = 0, max = 1, open = true)
                  Quantity>
              slices,
      @KeyMeaning(
              "What must be reached on all samples, whatever the reference reaches, like 0.90;"
                  + " it catches a golden set that is wrong itself")
          Optional<
                  @QuantityDimension(value = Dimension.RATIO, bare = true)
                  @NumberRange(min = 0, max = 1, open = true) Quantity>
              atLeast,
      @KeyMeaning("The same on a slice of the golden set, by its name") @OptionalList
          Map<
                  @PlainText String,
                  @QuantityDimension(value = Dimension.RATIO, bare = true)
                  @NumberRange(min = 0, max = 1, open = true) Quantity>
              slicesAtLeast,
      @KeyMeaning("The same for a class of the golden set, by its name") @OptionalList
          Map<
                  @PlainText String,
                  @QuantityDimension(value = Dimension.RATIO, bare = true)
                  @NumberRange(min = 0, max = 1, open = true) Quantity>
              classesAtLeast) {}

  /** An exception to findings, as a person writes it down. */
  public record WaiverEntry(
      @KeyMeaning("model/precision/kind/board/criterion; '*' stands for one part") String finding,
      @KeyMeaning("Who answers for it") String owner,
      @KeyMeaning("Why it is acceptable for now") String reason,
      @KeyMeaning("The last day on which it holds") LocalDate expires) {
    /** Refuses what no waiver can be; whether it has expired is for the judge to say. */
    public WaiverEntry {
      new Waiver(finding, owner, reason, expires);
    }

    public Waiver waiver() {
      return new Waiver(finding, owner, reason, expires);
    }
  }
}
