package dev.gantry.golden.score;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.golden.quality.ClassConfusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The metric of a task part by part: on all samples, on each slice, for each class; and which class
 * was taken for which.
 */
public record ScoreTable(TaskMetric metric, List<Row> rows, List<Taken> confusion) {
  public ScoreTable {
    rows = List.copyOf(rows);
    confusion = List.copyOf(confusion);
  }

  /**
   * How often one class was labelled and another answered, or the same; over all samples.
   *
   * @param labelled empty where something was answered and nothing is there
   * @param answered empty where nothing was answered
   * @param reference absent where there are no references
   * @param model absent where no model was run
   */
  public record Taken(
      Optional<String> labelled,
      Optional<String> answered,
      OptionalLong reference,
      OptionalLong model) {
    public boolean mistaken() {
      return !labelled.equals(answered);
    }

    public long most() {
      return Math.max(reference.orElse(0), model.orElse(0));
    }
  }

  /** Names the part of a set that a row is about. */
  public enum Part {
    ALL("all"),
    SLICE("slice"),
    CLASS("class");

    private final String label;

    Part(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /**
   * One part of a set.
   *
   * @param name of the slice or class, empty for all
   * @param samples how many labelled samples count
   * @param reference absent where nothing is labelled there, or there are no references
   * @param model absent where no model was run
   */
  public record Row(
      Part part, String name, int samples, OptionalDouble reference, OptionalDouble model) {
    /** What is lost from reference to model, in the metric's own unit. */
    public OptionalDouble loss() {
      return reference.isPresent() && model.isPresent()
          ? OptionalDouble.of(reference.getAsDouble() - model.getAsDouble())
          : OptionalDouble.empty();
    }
  }

  public Optional<Row> row(Part part, String name) {
    return rows.stream().filter(row -> row.part() == part && row.name().equals(name)).findFirst();
  }

  static ScoreTable of(
      GoldenSet set, TaskMetric metric, Optional<SetScores> references, Optional<SetScores> model) {
    SetScores counted = references.or(() -> model).orElseThrow();
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            Part.ALL,
            "",
            counted.count(),
            of(references, SetScores::all),
            of(model, SetScores::all)));
    for (String slice : set.slices()) {
      rows.add(
          new Row(
              Part.SLICE,
              slice,
              counted.count(slice),
              of(references, scores -> scores.slice(slice)),
              of(model, scores -> scores.slice(slice))));
    }
    for (int kind = 0; kind < set.classes().size(); kind++) {
      int index = kind;
      rows.add(
          new Row(
              Part.CLASS,
              set.classes().get(kind),
              counted.count(kind),
              of(references, scores -> scores.kind(index)),
              of(model, scores -> scores.kind(index))));
    }
    return new ScoreTable(metric, rows, confusion(set, references, model));
  }

  private static List<Taken> confusion(
      GoldenSet set, Optional<SetScores> references, Optional<SetScores> model) {
    int classes = set.classes().size();
    List<Taken> confusion = new ArrayList<>();
    for (int labelled = ClassConfusion.NOTHING; labelled < classes; labelled++) {
      for (int answered = ClassConfusion.NOTHING; answered < classes; answered++) {
        Taken taken =
            new Taken(
                name(set, labelled),
                name(set, answered),
                count(references, labelled, answered),
                count(model, labelled, answered));
        if (taken.most() > 0) {
          confusion.add(taken);
        }
      }
    }
    return confusion;
  }

  private static Optional<String> name(GoldenSet set, int kind) {
    return kind == ClassConfusion.NOTHING ? Optional.empty() : Optional.of(set.classes().get(kind));
  }

  private static OptionalLong count(Optional<SetScores> scores, int labelled, int answered) {
    return scores.isPresent()
        ? OptionalLong.of(scores.get().confusion().count(labelled, answered))
        : OptionalLong.empty();
  }

  private interface Figure {
    OptionalDouble of(SetScores scores);
  }

  private static OptionalDouble of(Optional<SetScores> scores, Figure figure) {
    return scores.isPresent() ? figure.of(scores.get()) : OptionalDouble.empty();
  }
}
