package dev.gantry.dossier;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Says how a model's outputs become answers to its task. Data, not code: a new model needs no class
 * of its own to be scored and drawn.
 */
public sealed interface Decoding {
  /** The output that is decoded. */
  String output();

  /** Whether answers depend on an output. */
  default boolean reads(String name) {
    return name.equals(output());
  }

  /** What answers of this sort can be scored by; the first where nobody asks for another. */
  List<TaskMetric> metrics();

  /** One score for each class; the answer is the class with the highest. */
  record Classes(String output) implements Decoding {
    @Override
    public List<TaskMetric> metrics() {
      return List.of(TaskMetric.TOP1);
    }
  }

  /**
   * One score for each class and place, {@code [1, classes, height, width]}; the answer is a map of
   * the highest.
   *
   * @param ignore the level of a labelled map that says "nobody knows", and is not counted
   */
  record ClassMap(String output, OptionalInt ignore) implements Decoding {
    @Override
    public List<TaskMetric> metrics() {
      return List.of(TaskMetric.MIOU);
    }
  }

  /**
   * One row for each possible thing, {@code [1, rows, fields]}: its box, and unless {@code scores}
   * names another output, its score fields.
   *
   * @param coding what the first four fields say
   * @param grids the cells that the rows belong to, in the order of the rows: row by row, and for
   *     each cell its anchors; empty where boxes need no grid
   * @param scores the output with one row of class scores for each box, where it is another one
   * @param scoring what the score fields say
   * @param activation what is applied to the score fields first
   * @param background the class that means nothing is there
   * @param threshold the lowest score that counts
   * @param overlap the highest IoU with a better box of the same class that is let stand
   */
  record Boxes(
      String output,
      BoxCoding coding,
      List<Grid> grids,
      Optional<String> scores,
      Scoring scoring,
      Activation activation,
      Optional<String> background,
      double threshold,
      double overlap)
      implements Decoding {
    public Boxes {
      grids = List.copyOf(grids);
    }

    @Override
    public boolean reads(String name) {
      return name.equals(output) || scores.equals(Optional.of(name));
    }

    @Override
    public List<TaskMetric> metrics() {
      return List.of(TaskMetric.MAP50, TaskMetric.MAP50_95);
    }
  }

  /** Cells of so many pixels a side over the whole picture, each with its anchors, if any. */
  record Grid(int stride, List<Anchor> anchors) {
    public Grid {
      anchors = List.copyOf(anchors);
    }
  }

  /** The size in pixels that a box of a cell is told relative to. */
  record Anchor(double width, double height) {}

  /** The meaning of the four fields of a box. */
  enum BoxCoding {
    /**
     * dx, dy from the cell's corner in cells; logarithms of width and height in cells or anchors.
     */
    CENTRE_LOG("centre-log"),
    /** Distances from the cell's middle to left, top, right and bottom, in cells. */
    EDGES("edges"),
    /** x0, y0, x1, y1 in pixels of the network's input. */
    CORNERS("corners"),
    /** x0, y0, x1, y1 as shares of the input's width and height. */
    UNIT_CORNERS("unit-corners");

    private final String label;

    BoxCoding(String label) {
      this.label = label;
    }

    public boolean onGrid() {
      return this == CENTRE_LOG || this == EDGES;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /** The meaning of the score fields. */
  enum Scoring {
    /** One field for "something is there", then one for each class; multiplied. */
    OBJECTNESS_TIMES_CLASS("objectness-times-class"),
    /** One field for each class. */
    CLASS("class");

    private final String label;

    Scoring(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /** The function that makes a probability of a raw score. */
  enum Activation {
    NONE("none"),
    SIGMOID("sigmoid"),
    SOFTMAX("softmax");

    private final String label;

    Activation(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }
}
