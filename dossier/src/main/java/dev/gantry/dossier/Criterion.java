package dev.gantry.dossier;

import java.math.BigDecimal;
import java.util.Optional;

/** One limit, with unit and confidence; its name says what is limited. */
public sealed interface Criterion {
  String name();

  Limit limit();

  /** How sure the evidence must make us before we say MET or BROKEN: 0.99 is 99 %. */
  double confidence();

  /** The nearness of the engine's outputs to the reference outputs. */
  record Parity(ParityMetric metric, Limit limit, double confidence) implements Criterion {
    public Parity {
      requireConfidence(confidence);
    }

    @Override
    public String name() {
      return "parity." + metric;
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
      if (!measures(each)) {
        throw new IllegalArgumentException(each.name() + " is not demanded of other builds");
      }
    }

    /** Whether other builds are measured so: they are driven no further. */
    public static boolean measures(Criterion criterion) {
      return criterion instanceof Parity
          || criterion instanceof TaskLoss
          || criterion instanceof Latency
          || criterion instanceof ComputedIn
          || criterion instanceof Fallback;
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
