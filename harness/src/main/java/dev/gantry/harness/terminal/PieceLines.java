package dev.gantry.harness.terminal;

import dev.gantry.dossier.Progress;
import dev.gantry.dossier.Progress.Stage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A line for each piece of work that ended and for each remark: made for logs of pipelines. Work
 * that has no pieces gets a line for each new step.
 */
final class PieceLines implements Console.ProgressView {
  private final Consumer<String> lines;
  private final Set<String> inPieces = new HashSet<>();
  private final Map<String, String> said = new HashMap<>();

  PieceLines(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public synchronized void accept(Progress progress) {
    switch (progress.turn()) {
      case EXPECTED -> {}
      case BEGUN -> inPieces.add(progress.where());
      case STEP -> {
        if (progress.stage() != Stage.VISIT && !inPieces.contains(progress.where())) {
          once(progress);
        }
      }
      case ENDED, GIVEN_UP -> {
        inPieces.remove(progress.where());
        say(progress, far(progress));
      }
      case LEFT -> inPieces.remove(progress.where());
      case REMARK -> once(progress);
    }
  }

  @Override
  public void close() {}

  private static String far(Progress progress) {
    return progress.total() > 0 ? " (" + progress.done() + " of " + progress.total() + ")" : "";
  }

  private void once(Progress progress) {
    if (!progress.what().equals(said.put(progress.where(), progress.what()))) {
      say(progress, "");
    }
  }

  private void say(Progress progress, String far) {
    String stage = progress.stage().name().toLowerCase(Locale.ROOT);
    lines.accept(
        String.format(Locale.ROOT, "%-8s %s: %s%s", stage, progress.where(), progress.what(), far));
  }
}
