package dev.gantry.targets.trtexec;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Queries one after another, each with its data transfers, and what each took.
 *
 * @param iterations at least so many queries
 * @param atLeast and at least for so long
 * @param timesFile what each query took
 * @param profileFile what each layer took, in a run of its own
 */
record TimeRequest(
    String engine,
    InputFiles inputs,
    int warmUpMillis,
    int iterations,
    Duration atLeast,
    String timesFile,
    Optional<String> profileFile)
    implements TrtexecRequest {
  public TimeRequest {
    if (warmUpMillis < 0 || iterations < 1 || atLeast.isNegative()) {
      throw new IllegalArgumentException(
          "warm-up " + warmUpMillis + " ms, " + iterations + " queries, for " + atLeast);
    }
  }

  @Override
  public List<String> words(TrtexecDialect dialect) {
    List<String> words = new ArrayList<>();
    words.add("--loadEngine=" + engine);
    words.addAll(inputs.words());
    words.add("--warmUp=" + warmUpMillis);
    words.add("--iterations=" + iterations);
    words.add("--duration=" + seconds());
    words.addAll(dialect.timing());
    words.add("--exportTimes=" + timesFile);
    profileFile.ifPresent(
        file -> {
          words.addAll(dialect.profiling());
          words.add("--exportProfile=" + file);
        });
    return List.copyOf(words);
  }

  @Override
  public List<String> objections(TrtexecDialect dialect) {
    return inputs.objections();
  }

  private String seconds() {
    BigDecimal seconds = BigDecimal.valueOf(atLeast.toMillis(), 3);
    return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
  }
}
