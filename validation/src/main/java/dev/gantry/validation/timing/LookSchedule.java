package dev.gantry.validation.timing;

import java.util.ArrayList;
import java.util.List;

/**
 * Says after how many processes the times of a cell are looked at, and which part of what may be
 * wrong each look gets. Whoever stops as soon as the answer pleases has a chance to be wrong at
 * every look, so what may be wrong is spent among the looks that can be taken, in proportion to the
 * processes that each adds. Few looks, ever further apart, leave the late ones enough.
 *
 * @param at in ascending order; measuring ends with the last
 */
public record LookSchedule(List<Integer> at) {
  private static final List<Integer> STEPS = List.of(3, 5, 8, 12);

  public LookSchedule {
    at = List.copyOf(at);
  }

  public static LookSchedule upTo(int most) {
    List<Integer> at = new ArrayList<>(STEPS.stream().filter(step -> step < most).toList());
    at.add(most);
    return new LookSchedule(at);
  }

  public int first() {
    return at.get(0);
  }

  public int most() {
    return at.get(at.size() - 1);
  }

  /** Those that so many processes allow. */
  public List<Integer> taken(int processes) {
    return at.stream().filter(look -> look <= processes).toList();
  }

  /** Those still to come. */
  public List<Integer> after(int processes) {
    return at.stream().filter(look -> look > processes).toList();
  }

  /** The part of what may be wrong that the look after so many processes gets. */
  double share(int look) {
    int index = at.indexOf(look);
    int before = index == 0 ? 0 : at.get(index - 1);
    return (double) (look - before) / most();
  }
}
