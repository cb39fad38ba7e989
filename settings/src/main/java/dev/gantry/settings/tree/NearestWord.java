package dev.gantry.settings.tree;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that someone most likely meant. */
public record NearestWord(Collection<String> known) {
  private static final int LONGEST = 64;

  public Optional<String> to(String written) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    int allowed = Math.max(1, written.length() / 3);
    return known.stream()
        .filter(word -> distance(written, word) <= allowed)
        .min(Comparator.comparingInt(word -> distance(written, word)));
  }

  /** What to do about a word that is not known. */
  public String remedy(String written) {
    return to(written)
        .map(word -> "Did you mean '" + word + "'?")
        .orElse("Known: " + String.join(", ", known));
  }

  // Levenshtein with swapped neighbours as one step: the commonest slip of fingers.
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : cheapest(steps, a, b, i, j);
      }
    }
    return steps[a.length()][b.length()];
  }

  private static int cheapest(int[][] steps, String a, String b, int i, int j) {
    int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(steps[i - 1][j - 1] + same, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
  }
}
