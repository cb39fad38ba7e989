package dev.gantry.harness.folder;

import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** In words, what a plan wants otherwise than the one that a dossier was begun with. */
record PlanDifference(ReleasePlan kept, ReleasePlan wanted) {
  String words() {
    List<String> words = new ArrayList<>();
    for (ReleasePlan.PlannedModel model : wanted.models()) {
      Optional<ReleasePlan.PlannedModel> before =
          kept.models().stream().filter(one -> one.name().equals(model.name())).findFirst();
      before.ifPresent(one -> words.addAll(making(one, model)));
    }
    if (!kept.budget().equals(wanted.budget())) {
      words.add("its budget was " + words(kept.budget()) + ", now " + words(wanted.budget()));
    }
    return words.isEmpty()
        ? "release file, rack file, models, golden sets or Gantry itself changed since"
        : String.join("; ", words);
  }

  private static List<String> making(
      ReleasePlan.PlannedModel before, ReleasePlan.PlannedModel now) {
    List<String> words = new ArrayList<>();
    if (!before.calibration().equals(now.calibration())) {
      words.add(
          now.name() + " had its ranges by " + before.calibration() + ", now " + now.calibration());
    }
    if (!before.nodePrecisions().equals(now.nodePrecisions())) {
      words.add(
          now.name()
              + " had "
              + listed(before.nodePrecisions())
              + ", now "
              + listed(now.nodePrecisions()));
    }
    return words;
  }

  private static String words(Optional<Duration> budget) {
    return budget
        .map(length -> new Quantity(length.toMillis() / 1000.0, Unit.SECOND).toString())
        .orElse("not limited");
  }

  private static String listed(List<ReleasePlan.NodePrecisions> plans) {
    return plans.isEmpty()
        ? "no precision plan"
        : String.join(", ", plans.stream().map(ReleasePlan.NodePrecisions::toString).toList());
  }
}
