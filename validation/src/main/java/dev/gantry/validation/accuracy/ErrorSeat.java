package dev.gantry.validation.accuracy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says where the error of an output sits: the place in it, and the slice and the class whose
 * samples have twice the error of all others.
 */
record ErrorSeat(ScoredOutput output) {
  /** Fewer samples are no group. */
  private static final int FEWEST = 5;

  private static final double TWICE = 2;

  /** Words to follow others; empty where it sits everywhere. */
  String words() {
    StringBuilder words = new StringBuilder();
    output.total().places().flatMap(places -> places.words()).ifPresent(place -> add(words, place));
    worst("slice", score -> score.sample().slices()).ifPresent(slice -> add(words, slice));
    worst("class", score -> score.sample().label().stream().toList())
        .ifPresent(kind -> add(words, kind));
    return words.toString();
  }

  private static void add(StringBuilder words, String more) {
    words.append("; ").append(more);
  }

  private record Group(int samples, double error) {
    Group and(double more) {
      return new Group(samples + 1, error + more);
    }

    double mean() {
      return error / samples;
    }
  }

  private Optional<String> worst(String sort, Function<SampleTaskScore, List<String>> names) {
    Map<String, Group> groups = new LinkedHashMap<>();
    for (SampleTaskScore score : output.scores()) {
      double error = output.part(score).values().errorPower();
      for (String name : names.apply(score)) {
        groups.put(name, groups.getOrDefault(name, new Group(0, 0)).and(error));
      }
    }
    double all = output.total().values().errorPower();
    int samples = output.samples();
    Optional<String> worst = Optional.empty();
    double most = TWICE;
    for (Map.Entry<String, Group> entry : groups.entrySet()) {
      Group group = entry.getValue();
      double others = (all - group.error()) / Math.max(1, samples - group.samples());
      double times = others > 0 ? group.mean() / others : 0;
      if (group.samples() >= FEWEST && group.samples() < samples && times >= most) {
        most = times;
        worst =
            Optional.of(
                String.format(
                    Locale.ROOT,
                    "samples of %s '%s' have %.1f times the error of the others",
                    sort,
                    entry.getKey(),
                    times));
      }
    }
    return worst;
  }
}
