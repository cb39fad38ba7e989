package dev.gantry.validation.evidence;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.TaskProfile;
import dev.gantry.dossier.TaskProfile.Part;
import dev.gantry.dossier.TaskProfile.Reached;
import dev.gantry.dossier.TaskProfile.Row;
import dev.gantry.dossier.TaskProfile.Taken;
import dev.gantry.golden.quality.ClassConfusion;
import dev.gantry.golden.quality.SampleScore;
import dev.gantry.golden.quality.TaskQuality;
import dev.gantry.validation.accuracy.MetricPair;
import dev.gantry.validation.accuracy.SampleTaskScore;
import dev.gantry.validation.accuracy.TaskOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Sums up what the samples of a trial say of the task, in every metric that fits its answers. */
final class TaskProfiles {
  private final GoldenSet golden;
  private final List<SampleTaskScore> labelled;
  private final Map<TaskMetric, MetricPair> pairs = new LinkedHashMap<>();

  private TaskProfiles(GoldenSet golden, List<SampleTaskScore> labelled) {
    this.golden = golden;
    this.labelled = labelled;
    List<TaskMetric> metrics =
        golden.decoding().map(Decoding::metrics).orElse(List.of(TaskMetric.TOP1));
    for (TaskMetric metric : metrics) {
      pairs.put(metric, MetricPair.of(metric, labelled, golden.classes().size()));
    }
  }

  /** Empty where no sample has a label that answers can be held against. */
  static Optional<TaskProfile> of(List<SampleTaskScore> scores, GoldenSet golden) {
    List<SampleTaskScore> labelled =
        scores.stream().filter(score -> score.task().isPresent()).toList();
    return labelled.isEmpty()
        ? Optional.empty()
        : Optional.of(new TaskProfiles(golden, labelled).profile());
  }

  private TaskProfile profile() {
    List<Row> rows = new ArrayList<>();
    add(rows, Part.ALL, "", labelled.size(), TaskQuality::all);
    for (String slice : golden.slices()) {
      int[] weights =
          labelled.stream()
              .mapToInt(score -> score.sample().slices().contains(slice) ? 1 : 0)
              .toArray();
      int samples = IntStream.of(weights).sum();
      add(rows, Part.SLICE, slice, samples, quality -> quality.of(weights));
    }
    TaskQuality any = pairs.values().iterator().next().reference();
    for (int kind = 0; kind < golden.classes().size(); kind++) {
      int index = kind;
      String name = golden.classes().get(kind);
      add(rows, Part.CLASS, name, any.labelled(kind), quality -> quality.all(index));
    }
    return new TaskProfile(rows, taken());
  }

  /** Labels are the same for both and for every metric, so all of it is there or nothing is. */
  private void add(
      List<Row> rows,
      Part part,
      String name,
      int samples,
      Function<TaskQuality, OptionalDouble> figure) {
    List<Reached> reached = new ArrayList<>();
    pairs.forEach(
        (metric, pair) -> {
          OptionalDouble reference = figure.apply(pair.reference());
          OptionalDouble engine = figure.apply(pair.engine());
          if (reference.isPresent() && engine.isPresent()) {
            reached.add(new Reached(metric, reference.getAsDouble(), engine.getAsDouble()));
          }
        });
    if (!reached.isEmpty()) {
      rows.add(new Row(part, name, samples, reached));
    }
  }

  /** Without names a class is an index, and nobody knows how many there are. */
  private List<Taken> taken() {
    int classes = golden.classes().size();
    if (classes == 0) {
      return List.of();
    }
    ClassConfusion reference = confusion(TaskOutcome::reference, classes);
    ClassConfusion engine = confusion(TaskOutcome::engine, classes);
    List<Taken> taken = new ArrayList<>();
    for (int wanted = ClassConfusion.NOTHING; wanted < classes; wanted++) {
      for (int given = ClassConfusion.NOTHING; given < classes; given++) {
        Taken pair =
            new Taken(
                name(wanted),
                name(given),
                reference.count(wanted, given),
                engine.count(wanted, given));
        if (pair.reference() + pair.engine() > 0) {
          taken.add(pair);
        }
      }
    }
    return taken;
  }

  private ClassConfusion confusion(Function<TaskOutcome, SampleScore> whose, int classes) {
    return ClassConfusion.of(
        labelled.stream().map(score -> whose.apply(score.task().orElseThrow())).toList(), classes);
  }

  private Optional<String> name(int kind) {
    return kind == ClassConfusion.NOTHING
        ? Optional.empty()
        : Optional.of(golden.classes().get(kind));
  }
}
