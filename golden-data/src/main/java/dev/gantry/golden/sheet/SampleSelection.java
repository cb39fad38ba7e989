package dev.gantry.golden.sheet;

import dev.gantry.dossier.GoldenSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Chooses the samples that stand on a sheet: those to be looked at first, then the others in the
 * order of the set.
 *
 * @param first where references and labels differ, the worst first
 * @param others all others that have room
 * @param firstOfAll how many there are of the first, shown or not
 * @param othersOfAll how many there are of the others
 */
record SampleSelection(List<Integer> first, List<Integer> others, int firstOfAll, int othersOfAll) {
  SampleSelection {
    first = List.copyOf(first);
    others = List.copyOf(others);
  }

  /** Where there are more than may be shown, each of both parts has at least half of the room. */
  static SampleSelection of(SetFacts facts, Optional<String> slice, int most) {
    GoldenSet set = facts.set();
    List<Integer> wrong =
        facts.disagreeing().stream().filter(sample -> in(set, sample, slice)).toList();
    Set<Integer> taken = new HashSet<>(wrong);
    List<Integer> rest =
        IntStream.range(0, set.samples().size())
            .filter(sample -> !taken.contains(sample) && in(set, sample, slice))
            .boxed()
            .toList();
    int forWrong = Math.min(wrong.size(), Math.max((most + 1) / 2, most - rest.size()));
    int forRest = Math.min(rest.size(), most - forWrong);
    return new SampleSelection(
        wrong.subList(0, forWrong), spread(rest, forRest), wrong.size(), rest.size());
  }

  private static boolean in(GoldenSet set, int sample, Optional<String> slice) {
    return slice.isEmpty() || set.samples().get(sample).slices().contains(slice.get());
  }

  /** As far apart as they go, so that a set that is sorted by something shows all of it. */
  private static List<Integer> spread(List<Integer> samples, int wanted) {
    List<Integer> spread = new ArrayList<>();
    for (int place = 0; place < wanted; place++) {
      spread.add(samples.get((int) ((long) place * samples.size() / wanted)));
    }
    return spread;
  }

  int shown() {
    return first.size() + others.size();
  }

  int all() {
    return firstOfAll + othersOfAll;
  }
}
