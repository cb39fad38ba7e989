package dev.gantry.harness.terminal;

import dev.gantry.dossier.Progress;
import dev.gantry.dossier.Progress.Stage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps track of the progress: the whole of each stage, and at each place the piece of work and its
 * step. Knows nothing of how that is drawn.
 */
final class ProgressState {
  private final LongSupplier nanoseconds;
  private final PlaceProgress pace;
  private final Map<String, At> places = new LinkedHashMap<>();
  private final Map<Stage, Count> counts = new EnumMap<>(Stage.class);

  ProgressState(LongSupplier nanoseconds) {
    this.nanoseconds = nanoseconds;
    this.pace = new PlaceProgress(nanoseconds);
  }

  /**
   * The work that goes on at one place. The share is missing where nobody knows how long a step is.
   */
  record Place(String where, String piece, String step, String far, Optional<Share> share) {}

  /** The part of a step that is done. */
  record Share(long done, long total) {
    int of(int parts) {
      return (int) (parts * (double) Math.min(done, total) / total);
    }
  }

  /** The number of pieces of a stage that are done, and the time that the others may take. */
  record Whole(Stage stage, long done, long total, Optional<String> left) {}

  private record At(Stage stage, String piece, Progress step) {}

  private record Count(long done, long total, TimeLeftEstimate left) {}

  void accept(Progress progress) {
    switch (progress.turn()) {
      case EXPECTED ->
          counts.put(
              progress.stage(),
              new Count(
                  progress.done(),
                  progress.total(),
                  new TimeLeftEstimate(progress.done(), nanoseconds.getAsLong())));
      case BEGUN ->
          places.put(progress.where(), new At(progress.stage(), progress.what(), idle(progress)));
      case STEP -> step(progress);
      case REMARK -> {
        // What is worth a remark of a board is what it does, such as to wait.
        if (progress.stage() == Stage.VISIT) {
          step(progress);
        }
      }
      case ENDED, GIVEN_UP -> ended(progress);
      case LEFT -> places.remove(progress.where());
    }
  }

  List<Place> places() {
    List<Place> all = new ArrayList<>();
    places.forEach((where, at) -> all.add(place(where, at)));
    return all;
  }

  /** Of the stages that are not through. */
  List<Whole> wholes() {
    long now = nanoseconds.getAsLong();
    List<Whole> all = new ArrayList<>();
    counts.forEach(
        (stage, count) -> {
          if (count.done() < count.total()) {
            all.add(
                new Whole(
                    stage, count.done(), count.total(), count.left().words(count.total(), now)));
          }
        });
    return all;
  }

  private void step(Progress progress) {
    if (progress.stage() == Stage.JUDGE || progress.stage() == Stage.REPORT) {
      // What is judged does not go on any more, whatever was left undone.
      counts.clear();
      places.values().removeIf(at -> at.stage() == Stage.VISIT);
    }
    At before = places.get(progress.where());
    places.put(
        progress.where(), new At(progress.stage(), before == null ? "" : before.piece(), progress));
  }

  private void ended(Progress progress) {
    if (progress.stage() == Stage.VISIT) {
      places.put(
          progress.where(),
          new At(Stage.VISIT, "", Progress.note(Stage.VISIT, progress.where(), "waits for work")));
    } else {
      places.remove(progress.where());
    }
    Count count = counts.get(progress.stage());
    if (count != null) {
      // Two boards that end at once may tell it in another order than it happened.
      long done = Math.max(count.done(), progress.done());
      count.left().ended(done, nanoseconds.getAsLong());
      counts.put(progress.stage(), new Count(done, progress.total(), count.left()));
    }
  }

  private static Progress idle(Progress begun) {
    return Progress.note(begun.stage(), begun.where(), "");
  }

  private Place place(String where, At at) {
    Progress step = at.step();
    return new Place(
        where,
        at.piece(),
        step.what(),
        step.what().isEmpty() ? "" : pace.words(step),
        step.total() > 0 ? Optional.of(new Share(step.done(), step.total())) : Optional.empty());
  }
}
