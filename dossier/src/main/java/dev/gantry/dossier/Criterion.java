package dev.gantry.dossier;

import java.math.BigDecimal;
import java.util.Optional;

/** One limit, with unit and confidence; its name says what is limited. */
public sealed interface Criterion {
  String name();

  Limit limit();

  /** How sure the evidence must make us before we say MET or BROKEN: 0.99 is 99 %. */
  double confidence();

  /** How near the engine's outputs stay to the reference outputs. */
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
      if (!(percentile > 0 && percentile < 100)) {
        throw new IllegalArgumentException("a percentile is between 0 and 100: " + percentile);
      }
    }

    @Override
    public String name() {
      String digits =
          new BigDecimal(String.valueOf(percentile)).stripTrailingZeros().toPlainString();
      return "latency.p" + digits.replace(".", "");
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

  /**
   * How much of the task's quality against the reference may be lost, on all samples or a slice.
   */
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

  private static void requireConfidence(double confidence) {
    if (!(confidence > 0.5 && confidence < 1)) {
      throw new IllegalArgumentException("confidence lies between 0.5 and 1: " + confidence);
    }
  }
}
