package dev.gantry.dossier;

import java.util.List;
import java.util.Optional;

/**
 * Tells how well reference and engine do their task, part by part of the golden set, and which
 * class each of them took for which. Of samples that are labelled.
 *
 * @param taken each pair of classes that either of them has
 */
public record TaskProfile(List<Row> rows, List<Taken> taken) {
  public TaskProfile {
    rows = List.copyOf(rows);
    taken = List.copyOf(taken);
  }

  /** Names the part of a set that a row is about. */
  public enum Part {
    ALL,
    SLICE,
    CLASS
  }

  /**
   * One part of a set in which something is labelled.
   *
   * @param name of the slice or class, empty for all
   * @param samples how many labelled samples count
   */
  public record Row(Part part, String name, int samples, List<Reached> reached) {
    public Row {
      reached = List.copyOf(reached);
    }
  }

  /** One metric of both, as shares of 1. */
  public record Reached(TaskMetric metric, double reference, double engine) {
    public double loss() {
      return reference - engine;
    }
  }

  /**
   * How often one class was labelled and another answered, or the same.
   *
   * @param labelled empty where something was answered and nothing is there
   * @param answered empty where nothing was answered
   */
  public record Taken(
      Optional<String> labelled, Optional<String> answered, long reference, long engine) {
    public boolean mistaken() {
      return !labelled.equals(answered);
    }
  }
}
