package dev.gantry.harness.terminal;

import dev.gantry.dossier.Progress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** A line for each new thing that a place does: made for logs, so never for each step. */
final class ProgressLines implements Console.ProgressView {
  private final Consumer<String> lines;
  private final Map<String, String> last = new HashMap<>();

  ProgressLines(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public synchronized void accept(Progress progress) {
    if (!progress.what().equals(last.put(progress.where(), progress.what()))) {
      String stage = progress.stage().name().toLowerCase(Locale.ROOT);
      lines.accept(
          String.format(Locale.ROOT, "%-8s %s: %s", stage, progress.where(), progress.what()));
    }
  }

  @Override
  public void close() {}
}
