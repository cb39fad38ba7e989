package dev.gantry.harness.terminal;

import dev.gantry.dossier.Progress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A line for each new thing that a place does, and one every few seconds while it goes on: made for
 * logs, so never for each step.
 */
final class ProgressLines implements Console.ProgressView {
  private static final long EVERY = Duration.ofSeconds(8).toNanos();

  private final Consumer<String> lines;
  private final LongSupplier nanoseconds;
  private final Pace pace;
  private final Map<String, Said> last = new HashMap<>();

  ProgressLines(Consumer<String> lines, LongSupplier nanoseconds) {
    this.lines = lines;
    this.nanoseconds = nanoseconds;
    this.pace = new Pace(nanoseconds);
  }

  private record Said(String what, long at) {}

  @Override
  public synchronized void accept(Progress progress) {
    long now = nanoseconds.getAsLong();
    String far = pace.words(progress);
    Said before = last.get(progress.where());
    if (before == null || !before.what().equals(progress.what())) {
      say(progress, "", now);
    } else if (now - before.at() >= EVERY) {
      say(progress, " " + far, now);
    }
  }

  @Override
  public void close() {}

  private void say(Progress progress, String far, long now) {
    last.put(progress.where(), new Said(progress.what(), now));
    String stage = progress.stage().name().toLowerCase(Locale.ROOT);
    lines.accept(
        String.format(Locale.ROOT, "%-8s %s: %s%s", stage, progress.where(), progress.what(), far));
  }
}
