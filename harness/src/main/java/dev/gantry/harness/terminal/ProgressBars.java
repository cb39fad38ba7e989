package dev.gantry.harness.terminal;

import dev.gantry.dossier.Progress;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One line a place, redrawn where it stands. */
final class ProgressBars implements Console.ProgressView {
  private static final int WIDTH = 24;
  private static final long REDRAW_NS = 80_000_000;

  private final PrintStream stream;
  private final Map<String, Line> latest = new LinkedHashMap<>();
  private final Pace pace = new Pace(System::nanoTime);
  private int drawn;
  private long drawnAt;

  ProgressBars(PrintStream stream) {
    this.stream = stream;
  }

  private record Line(Progress progress, String far) {}

  @Override
  public synchronized void accept(Progress progress) {
    String far = pace.words(progress);
    Line before = latest.put(progress.where(), new Line(progress, progress.total() > 0 ? far : ""));
    boolean news = before == null || !before.progress().what().equals(progress.what());
    long now = System.nanoTime();
    if (news || now - drawnAt > REDRAW_NS) {
      drawnAt = now;
      draw();
    }
  }

  @Override
  public synchronized void close() {
    draw();
    latest.clear();
    drawn = 0;
  }

  private void draw() {
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      text.append("\u001b[").append(drawn).append('A');
    }
    latest.values().forEach(line -> text.append("\r\u001b[2K").append(text(line)).append('\n'));
    drawn = latest.size();
    stream.print(text);
    stream.flush();
  }

  private static String text(Line line) {
    Progress progress = line.progress();
    String bar = "";
    if (progress.total() > 0) {
      int full = (int) (WIDTH * Math.min(progress.done(), progress.total()) / progress.total());
      bar = "█".repeat(full) + "░".repeat(WIDTH - full);
    }
    String what = (progress.what() + " " + line.far()).strip();
    return String.format(Locale.ROOT, "  %-28s %-" + WIDTH + "s  %s", progress.where(), bar, what);
  }
}
