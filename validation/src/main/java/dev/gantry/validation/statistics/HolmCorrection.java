package dev.gantry.validation.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Holm's step-down correction: what chances come to when many checks were made. */
public final class HolmCorrection {
  private HolmCorrection() {}

  /**
   * The corrected chances, in the order given. Among {@code checks} checks of good engines, any of
   * them has a corrected chance at or below alpha at most alpha of the time.
   *
   * @param chances of the checks that look bad; the other checks count as 1
   * @param checks all that were made, those that look good included
   */
  public static List<Double> corrected(List<Double> chances, int checks) {
    int family = Math.max(checks, chances.size());
    List<Integer> order =
        IntStream.range(0, chances.size())
            .boxed()
            .sorted(Comparator.comparing(chances::get))
            .toList();
    List<Double> corrected = new ArrayList<>(Collections.nCopies(chances.size(), 1.0));
    double reached = 0;
    for (int rank = 0; rank < order.size(); rank++) {
      int index = order.get(rank);
      reached = Math.max(reached, Math.min(1, (family - rank) * chances.get(index)));
      corrected.set(index, reached);
    }
    return corrected;
  }
}
