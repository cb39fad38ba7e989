package dev.gantry.harness.terminal;

import dev.gantry.dossier.Progress.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words for where everything stands, in lines no wider than a terminal. */
record LiveText(int columns, int rows) {
  private static final int BAR = 10;
  private static final int PERCENT = 7;
  private static final String GAP = "  ";

  /** Below this there is room for the step alone, without how many of how many. */
  private static final int ROOMY = 24;

  /** Most steps fit into this, so that the bars stand below each other. */
  private static final int USUAL = 30;

  List<String> lines(List<ProgressState.Place> places, List<ProgressState.Whole> wholes) {
    List<String> lines = new ArrayList<>();
    int most = Math.max(1, rows - 2);
    List<ProgressState.Place> shown =
        places.size() <= most ? places : places.subList(0, Math.max(0, most - 1));
    int where = widest(shown.stream().map(ProgressState.Place::where).toList(), room() / 3);
    int piece = widest(shown.stream().map(ProgressState.Place::piece).toList(), room() * 2 / 5);
    shown.forEach(place -> lines.add(line(place, where, piece)));
    if (shown.size() < places.size()) {
      lines.add(fit("and " + (places.size() - shown.size()) + " more places"));
    }
    if (!wholes.isEmpty()) {
      lines.add(fit(wholes.stream().map(LiveText::words).collect(Collectors.joining("; "))));
    }
    return lines;
  }

  private String line(ProgressState.Place place, int where, int piece) {
    int middle = room() - where - GAP.length() - GAP.length() - BAR - PERCENT;
    StringBuilder line = new StringBuilder(TerminalColumns.pad(place.where(), where)).append(GAP);
    if (!place.piece().isEmpty()) {
      line.append(TerminalColumns.pad(place.piece(), piece)).append(GAP);
      middle -= piece + GAP.length();
    }
    if (place.share().isEmpty()) {
      line.append(step(place, middle + BAR + PERCENT));
      return fit(line.toString());
    }
    ProgressState.Share share = place.share().get();
    int full = share.of(BAR);
    String step = step(place, middle);
    // On a wide terminal a bar at the other end would be far from what it is about.
    middle = Math.min(middle, Math.max(USUAL, TerminalColumns.of(step)));
    line.append(TerminalColumns.pad(step, middle)).append(GAP);
    line.append("█".repeat(full)).append("░".repeat(BAR - full));
    line.append(String.format(Locale.ROOT, " %3d %%", share.of(100)));
    return fit(line.toString());
  }

  private static String step(ProgressState.Place place, int room) {
    String whole = (place.step() + " " + place.far()).strip();
    return room < ROOMY && TerminalColumns.of(whole) > room ? place.step() : whole;
  }

  private static String words(ProgressState.Whole whole) {
    return whole.done()
        + " of "
        + whole.total()
        + (whole.stage() == Stage.CONVERT ? " variants" : " cells")
        + whole.left().map(left -> ", " + left).orElse("");
  }

  private String fit(String line) {
    return GAP + TerminalColumns.fit(line, room());
  }

  /** A letter in the last column makes some terminals begin a new line. */
  private int room() {
    return Math.max(1, columns - GAP.length() - 1);
  }

  private static int widest(List<String> texts, int most) {
    return Math.min(most, texts.stream().mapToInt(TerminalColumns::of).max().orElse(0));
  }
}
