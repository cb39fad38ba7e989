package dev.gantry.targets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The times of some rounds, of which those before the first are for warming up. */
final class Series {
  private final List<Double> seconds = new ArrayList<>();

  void add(int round, double time) {
    if (round >= 0) {
      seconds.add(time);
      Collections.sort(seconds);
    }
  }

  double least() {
    return seconds.get(0);
  }

  double middle() {
    return seconds.get(seconds.size() / 2);
  }

  double most() {
    return seconds.get(seconds.size() - 1);
  }
}
