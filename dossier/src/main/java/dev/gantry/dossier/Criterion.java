package dev.gantry.dossier;

import static dev.gantry.dossier.CriterionTraits.Certainty.BY_SAMPLES;
import static dev.gantry.dossier.CriterionTraits.Certainty.BY_TIMES;
import static dev.gantry.dossier.CriterionTraits.Certainty.FOR_SURE;
import static dev.gantry.dossier.CriterionTraits.Demanded.OF_EVERY_BUILD;
import static dev.gantry.dossier.CriterionTraits.Demanded.OF_THE_SHIPPED_BUILD;
import static dev.gantry.dossier.Limit.Relation.AT_LEAST;
import static dev.gantry.dossier.Limit.Relation.AT_MOST;
import static dev.gantry.dossier.Unit.Dimension.LEVEL;
import static dev.gantry.dossier.Unit.Dimension.MEMORY;
import static dev.gantry.dossier.Unit.Dimension.RATE;
import static dev.gantry.dossier.Unit.Dimension.RATIO;
import static dev.gantry.dossier.Unit.Dimension.TIME;

import java.math.BigDecimal;
import java.util.Optional;

/** One limit, with unit and confidence; its name says what is limited. */
public sealed interface Criterion {
  String name();

  Limit limit();

  /** How sure the evidence must make us before we say MET or BROKEN: 0.99 is 99 %. */
  double confidence();

  /** What holds of every criterion of its kind. */
  CriterionTraits traits();

  /** The side of a bound on which a value may lie; a limit of the other side judges nothing. */
  default Limit.Relation relation() {
    return traits().relation();
  }

  /** What is measured, and so what a limit must be written in. */
  default Unit.Dimension dimension() {
    return traits().dimension();
  }

  /** Whether chance alone can break it, so that many of them need a stricter level each. */
  default boolean byChance() {
    return traits().certainty() != FOR_SURE;
  }

  /** Whether it is demanded of other builds of a recipe too: they are driven no further. */
  default boolean ofOtherBuilds() {
    return traits().demanded() == OF_EVERY_BUILD;
  }

  /** Gives one answer for each kind: a new kind does not compile until every place has one. */
  interface Cases<T> {
    T parity(Parity criterion);

    T worstSample(WorstSample criterion);

    T latency(Latency criterion);

    T deadlineMisses(DeadlineMisses criterion);

    T throughput(Throughput criterion);

    T soakLatency(SoakLatency criterion);

    T coldStart(ColdStart criterion);

    T peakMemory(PeakMemory criterion);

    T taskLoss(TaskLoss criterion);

    T taskFloor(TaskFloor criterion);

    T computedIn(ComputedIn criterion);

    T fallback(Fallback criterion);

    T rebuilt(Rebuilt criterion);
  }

  <T> T in(Cases<T> cases);

  /** The nearness of the engine's outputs to the reference outputs. */
  record Parity(ParityMetric metric, Limit limit, double confidence) implements Criterion {
    public Parity {
      requireConfidence(confidence);
    }

    @Override
    public String name() {
      return "parity." + metric;
    }

    @Override
    public CriterionTraits traits() {
      return new CriterionTraits(
          metric.relation(), metric.unit().dimension(), FOR_SURE, OF_EVERY_BUILD);
    }

    @Override
    public <T> T in(Cases<T> cases) {
      return cases.parity(this);
    }
  }

  /**
   * The nearness of the worst sample: a mean over many samples hides one that got the answer of
   * another.
   */
  record WorstSample(Limit limit, double confidence) implements Criterion {
    public WorstSample {
      requireConfidence(confidence);
    }

    @Override
    public String name() {
      return "parity.worst";
    }

    @Override
    public CriterionTraits traits() {
      return new CriterionTraits(AT_LEAST, LEVEL, FOR_SURE, OF_EVERY_BUILD);
    }

    @Override
    public <T> T in(Cases<T> cases) {
      return cases.worstSample(this);
    }
  }

  /** A percentile of the time of one inference, 99 for p99. */
  record Latency(double percentile, Limit limit, double confidence) implements Criterion {
    public Latency {
      requireConfidence(confidence);
      requirePercentile(percentile);
    }

    @Override
    public String name() {
      return "latency.p" + digits(percentile);
    }

    @Override
    public CriterionTraits traits() {
      return new CriterionTraits(AT_MOST, TIME, BY_TIMES, OF_EVERY_BUILD);
    }

    @Override
    public <T> T in(Cases<T> cases) {
      return cases.latency(this);
    }
  }

  /** The share of periodic queries that were answered too late. */
  record DeadlineMisses(Limit limit, double confidence) implements Criterion {
    public DeadlineMisses {
      requireConfidence(confidence);
    }

    @Override
    public String name() {
      return "deadline.misses";
    }

    @Override
    public CriterionTraits traits() {
      return new CriterionTraits(AT_MOST, RATIO, BY_TIMES, OF_THE_SHIPPED_BUILD);
    }

    @Override
    public <T> T in(Cases<T> cases) {
      return cases.deadlineMisses(this);
    }
  }

  /** The number of samples a second, in batches. */
  record Throughput(Limit limit, double confidence) implements Criterion {
    public Throughput {
      requireConfidence(confidence);
    }

    @Override
    public String name() {
      return "throughput";
    }

    @Override
    public CriterionTraits traits() {
      return new CriterionTraits(AT_LEAST, RATE, BY_TIMES, OF_THE_SHIPPED_BUILD);
    }

    @Override
    public <T> T in(Cases<T> cases) {
      return cases.throughput(this);
    }
  }

  /** A percentile of the time of one inference, in every window of a soak. */
  record SoakLatency(double percentile, Limit limit, double confidence) implements Criterion {
    public SoakLatency {
      requireConfidence(confidence);
      requirePercentile(percentile);
    }

    @Override
    public String name() {
      return "soak.p" + digits(percentile);
    }

    @Override
    public CriterionTraits traits() {
      return new CriterionTraits(AT_MOST, TIME, BY_TIMES, OF_THE_SHIPPED_BUILD);
    }

    @Override
    public <T> T in(Cases<T> cases) {
      return cases.soakLatency(this);
    }
  }

  /** The typical time from nothing to a loaded engine, or from that to the first answer. */
  record ColdStart(Phase phase, Limit limit, double confidence) implements Criterion {
    public ColdStart {
      requireConfidence(confidence);
    }

    @Override
    public String name() {
      return "cold." + phase;
    }

    /** The part of a start that is timed. */
    public enum Phase {
      LOAD("load"),
      FIRST("first");

      private final String label;

      Phase(String label) {
        this.label = label;
      }

      @Override
      public String toString() {
        return label;
      }
    }

    @Override
    public CriterionTraits traits() {
      return new CriterionTraits(AT_MOST, TIME, BY_TIMES, OF_THE_SHIPPED_BUILD);
    }

    @Override
    public <T> T in(Cases<T> cases) {
      return cases.coldStart(this);
    }
  }

  /** The peak resident memory of the process that runs the engine. */
  record PeakMemory(Limit limit, double confidence) implements Criterion {
    public PeakMemory {
      requireConfidence(confidence);
    }

    @Override
    public String name() {
      return "memory.peak";
    }

    @Override
    public CriterionTraits traits() {
      return new CriterionTraits(AT_MOST, MEMORY, FOR_SURE, OF_THE_SHIPPED_BUILD);
    }

    @Override
    public <T> T in(Cases<T> cases) {
      return cases.peakMemory(this);
    }
  }

  /** The quality at the task that is lost against the reference, on all samples or a slice. */
  record TaskLoss(TaskMetric metric, Optional<String> slice, Limit limit, double confidence)
      implements Criterion {
    public TaskLoss {
      requireConfidence(confidence);
    }

    @Override
    public String name() {
      return "task." + metric + slice.map(name -> "." + name).orElse("");
    }

    @Override
    public CriterionTraits traits() {
      return new CriterionTraits(AT_MOST, RATIO, BY_SAMPLES, OF_EVERY_BUILD);
    }

    @Override
    public <T> T in(Cases<T> cases) {
      return cases.taskLoss(this);
    }
  }

  /**
   * The quality at the task that is reached at least, on all samples, on a slice, or for a class: a
   * loss against a reference that is wrong itself is none.
   */
  record TaskFloor(
      TaskMetric metric,
      Optional<String> slice,
      Optional<String> kind,
      Limit limit,
      double confidence)
      implements Criterion {
    public TaskFloor {
      requireConfidence(confidence);
      if (slice.isPresent() && kind.isPresent()) {
        throw new IllegalArgumentException("a floor is of a slice or of a class, not of both");
      }
    }

    @Override
    public String name() {
      return "task."
          + metric
          + slice.map(name -> "." + name).orElse("")
          + ".at-least"
          + kind.map(name -> "." + name).orElse("");
    }

    @Override
    public CriterionTraits traits() {
      return new CriterionTraits(AT_LEAST, RATIO, BY_SAMPLES, OF_EVERY_BUILD);
    }

    @Override
    public <T> T in(Cases<T> cases) {
      return cases.taskFloor(this);
    }
  }

  /**
   * The share of all multiply-adds that an engine computes in the precision of its cell or a lower
   * one, as TensorRT's own inspector tells.
   */
  record ComputedIn(Precision precision, Limit limit, double confidence) implements Criterion {
    public ComputedIn {
      requireConfidence(confidence);
      if (precision == Precision.FP32) {
        throw new IllegalArgumentException("whatever an engine computes in, it is fp32 or lower");
      }
    }

    @Override
    public String name() {
      return "audit." + precision;
    }

    @Override
    public CriterionTraits traits() {
      return new CriterionTraits(AT_LEAST, RATIO, FOR_SURE, OF_EVERY_BUILD);
    }

    @Override
    public <T> T in(Cases<T> cases) {
      return cases.computedIn(this);
    }
  }

  /**
   * Of the multiply-adds that the variant has in a lower precision, the share that an engine
   * computes in a higher one all the same, without a word.
   */
  record Fallback(Limit limit, double confidence) implements Criterion {
    public Fallback {
      requireConfidence(confidence);
    }

    @Override
    public String name() {
      return "audit.fallback";
    }

    @Override
    public CriterionTraits traits() {
      return new CriterionTraits(AT_MOST, RATIO, FOR_SURE, OF_EVERY_BUILD);
    }

    @Override
    public <T> T in(Cases<T> cases) {
      return cases.fallback(this);
    }
  }

  /**
   * The same demanded of every other engine that its recipe gives: builds are not deterministic,
   * and what passes by the luck of one build is not known.
   *
   * @param builds how often the recipe is compiled, with the engine that ships
   */
  record Rebuilt(int builds, Criterion each) implements Criterion {
    public Rebuilt {
      if (builds < 2) {
        throw new IllegalArgumentException("another build takes a second: " + builds);
      }
      if (!each.ofOtherBuilds()) {
        throw new IllegalArgumentException(each.name() + " is not demanded of other builds");
      }
    }

    @Override
    public String name() {
      return "rebuilt." + each.name();
    }

    @Override
    public Limit limit() {
      return each.limit();
    }

    @Override
    public double confidence() {
      return each.confidence();
    }

    @Override
    public CriterionTraits traits() {
      return new CriterionTraits(
          each.relation(), each.dimension(), each.traits().certainty(), OF_THE_SHIPPED_BUILD);
    }

    @Override
    public <T> T in(Cases<T> cases) {
      return cases.rebuilt(this);
    }
  }

  private static void requireConfidence(double confidence) {
    if (!(confidence > 0.5 && confidence < 1)) {
      throw new IllegalArgumentException("confidence lies between 0.5 and 1: " + confidence);
    }
  }

  private static void requirePercentile(double percentile) {
    if (!(percentile > 0 && percentile < 100)) {
      throw new IllegalArgumentException("a percentile is between 0 and 100: " + percentile);
    }
  }

  private static String digits(double percentile) {
    return new BigDecimal(String.valueOf(percentile))
        .stripTrailingZeros()
        .toPlainString()
        .replace(".", "");
  }
}
