package dev.gantry.validation.trial;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Counts how long a board has measured in this run, and ends that once the budget of the release is
 * used up. A process that has begun is not cut: no more is begun.
 */
public final class MeasuringBudget {
  private final Optional<Duration> whole;
  private final Clock clock;
  private Duration spent = Duration.ZERO;

  public MeasuringBudget(Optional<Duration> whole, Clock clock) {
    this.whole = whole;
    this.clock = clock;
  }

  /** Refuses what there is no time for any more. */
  public void require(String board) throws RigException {
    if (whole.isPresent() && spent.compareTo(whole.get()) >= 0) {
      throw new RigException(
          new Trouble(
              Blame.CONFIGURATION,
              board,
              "the budget of "
                  + whole.get().toSeconds()
                  + " s was used up, after "
                  + spent.toSeconds()
                  + " s of measuring",
              "run again with --resume, which keeps what was measured, or raise budget in"
                  + " release.yaml"));
    }
  }

  /** Something that is done on a board. */
  interface Work<T> {
    T run() throws RigException;
  }

  <T> T count(String board, Work<T> work) throws RigException {
    require(board);
    Instant begun = clock.instant();
    try {
      return work.run();
    } finally {
      spent = spent.plus(Duration.between(begun, clock.instant()));
    }
  }
}
