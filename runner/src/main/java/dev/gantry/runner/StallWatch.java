package dev.gantry.runner;

import dev.gantry.dossier.Blame;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.runner.wire.RunnerLine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * LookSchedule from another thread whether an engine comes on. Native code cannot be interrupted,
 * so that whoever watches gives up in its place, and ends the process.
 */
public final class StallWatch {
  /** Rarely, so that what is timed meanwhile is left alone. */
  private static final long MOST_MS = 1_000;

  private final NativeCallPulse pulse;
  private final Duration longest;

  public StallWatch(NativeCallPulse pulse, Duration longest) {
    this.pulse = pulse;
    this.longest = longest;
  }

  /** Returns what is to be said where the engine stands still, and nothing once all is done. */
  public Optional<RunnerLine.GaveUp> until(CountDownLatch done) throws InterruptedException {
    long pause = Math.max(1, Math.min(MOST_MS, longest.toMillis() / 4));
    long seen = pulse.beats();
    long since = System.nanoTime();
    while (!done.await(pause, TimeUnit.MILLISECONDS)) {
      long beats = pulse.beats();
      long now = System.nanoTime();
      if (!NativeCallPulse.atWork(beats) || beats != seen) {
        seen = beats;
        since = now;
      } else if (now - since >= longest.toNanos()) {
        return Optional.of(new RunnerLine.GaveUp(Blame.TOOLCHAIN, words()));
      }
    }
    return Optional.empty();
  }

  private String words() {
    return "the engine did not end "
        + pulse.step()
        + " within "
        + InferenceLimit.words(longest)
        + "; if it is not stuck but slow, allow it more with inference under time-limits in the"
        + " release file";
  }
}
