package dev.gantry.golden.scale;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Times of ours and of a peer's for the same work, taken in turns (ours, peer, peer, ours), so that
 * whatever else this computer does falls on both.
 */
record Series(List<Long> ours, List<Long> peers) {
  /** A piece of work that is timed. */
  interface Work {
    void run() throws IOException;
  }

  static Series of(int rounds, Work ours, Work peer) throws IOException {
    List<Long> first = new ArrayList<>();
    List<Long> second = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      boolean forward = round % 2 == 0;
      (forward ? first : second).add(time(forward ? ours : peer));
      (forward ? second : first).add(time(forward ? peer : ours));
    }
    return new Series(first, second);
  }

  static long time(Work work) throws IOException {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  /** How many times as long as the peer's ours takes. */
  double ratio() {
    return (double) median(ours) / median(peers);
  }

  /** Each ratio of two that ran one after the other, the lowest and the highest. */
  String spread(boolean throughput) {
    List<Double> ratios =
        IntStream.range(0, ours.size())
            .mapToObj(at -> (double) ours.get(at) / peers.get(at))
            .map(ratio -> throughput ? 1 / ratio : ratio)
            .sorted()
            .toList();
    return String.format(
        Locale.ROOT,
        "%.2f to %.2f, %d rounds",
        ratios.get(0),
        ratios.get(ratios.size() - 1),
        ratios.size());
  }

  static long median(List<Long> times) {
    List<Long> sorted = times.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
