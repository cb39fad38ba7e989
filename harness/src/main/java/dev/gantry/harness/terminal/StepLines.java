package dev.gantry.harness.terminal;

import dev.gantry.dossier.Progress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * A line for each new thing that a place does, and one every few seconds while it goes on: made for
 * the log, so never for each sample.
 */
final class StepLines {
  private static final long EVERY = Duration.ofSeconds(8).toNanos();

  private final BiConsumer<String, String> lines;
  private final LongSupplier nanoseconds;
  private final PlaceProgress pace;
  private final Map<String, Said> last = new HashMap<>();

  /** Each line is given with its place. */
  StepLines(BiConsumer<String, String> lines, LongSupplier nanoseconds) {
    this.lines = lines;
    this.nanoseconds = nanoseconds;
    this.pace = new PlaceProgress(nanoseconds);
  }

  private record Said(String what, long at) {}

  synchronized void accept(Progress progress) {
    switch (progress.turn()) {
      case EXPECTED -> say(progress, progress.done() + " of " + progress.total() + " are done");
      case BEGUN -> say(progress, "begins " + progress.what());
      case STEP -> step(progress);
      case ENDED, GIVEN_UP -> {
        last.remove(progress.where());
        say(progress, progress.what());
      }
      case LEFT -> say(progress, "does no more");
      case REMARK -> {
        Said before = last.get(progress.where());
        if (before == null || !before.what().equals(progress.what())) {
          keep(progress);
          say(progress, progress.what());
        }
      }
    }
  }

  private void step(Progress progress) {
    String far = pace.words(progress);
    Said before = last.get(progress.where());
    if (before == null || !before.what().equals(progress.what())) {
      keep(progress);
      say(progress, progress.what());
    } else if (nanoseconds.getAsLong() - before.at() >= EVERY) {
      keep(progress);
      say(progress, progress.what() + " " + far);
    }
  }

  private void keep(Progress progress) {
    last.put(progress.where(), new Said(progress.what(), nanoseconds.getAsLong()));
  }

  private void say(Progress progress, String words) {
    lines.accept(progress.where(), words);
  }
}
