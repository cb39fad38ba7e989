package dev.gantry.golden.quality;

import dev.gantry.golden.task.Detection;
import dev.gantry.golden.task.LabelledBox;
import dev.gantry.golden.task.TaskAnswer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Tells which detections of one sample are right, for each IoU that counts as found.
 *
 * @param found in falling order of score
 * @param labelled how many boxes of each class are there
 * @param taken at an IoU of 0.50, which classes were taken for which: a detection that is wrong
 *     takes the box of another class that it overlaps most of those that nobody found
 * @param broken rows of the output that held NaN or infinity
 */
public record BoxScores(
    List<Scored> found, List<Integer> labelled, List<ClassConfusion.Taken> taken, int broken)
    implements SampleScore {
  /** 0.50 to 0.95 in steps of 0.05. */
  static final int LEVELS = 10;

  public BoxScores {
    found = List.copyOf(found);
    labelled = List.copyOf(labelled);
    taken = List.copyOf(taken);
  }

  /**
   * A detection with its score.
   *
   * @param right one bit for each IoU, 0.50 first
   */
  record Scored(int kind, double score, int right) {}

  /** As NumPy spreads them: the ninth is a bit below 0.90. */
  static double iou(int level) {
    return level == LEVELS - 1 ? 0.95 : 0.5 + level * ((0.95 - 0.5) / (LEVELS - 1));
  }

  /**
   * In falling order of score a detection takes, of the boxes of its class that no other has taken,
   * the one it overlaps most, of equals the last, if it overlaps it enough; otherwise it is wrong.
   * COCO's own evaluation does the same.
   */
  public static BoxScores of(TaskAnswer.Things answer, List<LabelledBox> truth, int classes) {
    List<Detection> order = new ArrayList<>(answer.found());
    order.sort(Comparator.comparingDouble(Detection::score).reversed());
    int[] right = new int[order.size()];
    boolean[] foundByHalf = new boolean[truth.size()];
    for (int level = 0; level < LEVELS; level++) {
      boolean[] taken = new boolean[truth.size()];
      for (int rank = 0; rank < right.length; rank++) {
        int kind = order.get(rank).kind();
        int taking =
            nearest(order.get(rank), truth, box -> !taken[box] && is(truth, box, kind), iou(level));
        if (taking >= 0) {
          taken[taking] = true;
          right[rank] |= 1 << level;
        }
      }
      foundByHalf = level == 0 ? taken : foundByHalf;
    }
    List<Scored> found =
        IntStream.range(0, right.length)
            .mapToObj(
                rank -> new Scored(order.get(rank).kind(), order.get(rank).score(), right[rank]))
            .toList();
    List<ClassConfusion.Taken> taken = confused(order, right, truth, foundByHalf, classes);
    return new BoxScores(found, counts(truth, classes), taken, answer.broken());
  }

  private static List<ClassConfusion.Taken> confused(
      List<Detection> order, int[] right, List<LabelledBox> truth, boolean[] found, int classes) {
    ClassConfusion.Tally tally = new ClassConfusion.Tally(classes);
    boolean[] gone = found.clone();
    for (int rank = 0; rank < right.length; rank++) {
      int kind = order.get(rank).kind();
      int wanted = kind;
      if ((right[rank] & 1) == 0) {
        int taking = nearest(order.get(rank), truth, box -> !gone[box], iou(0));
        if (taking >= 0) {
          gone[taking] = true;
        }
        wanted = taking < 0 ? ClassConfusion.NOTHING : truth.get(taking).kind();
      }
      tally.add(wanted, kind);
    }
    for (int box = 0; box < gone.length; box++) {
      if (!gone[box]) {
        tally.add(truth.get(box).kind(), ClassConfusion.NOTHING);
      }
    }
    return tally.taken();
  }

  private static boolean is(List<LabelledBox> truth, int box, int kind) {
    return truth.get(box).kind() == kind;
  }

  /** The last of those it overlaps most, -1 if it overlaps none enough. */
  private static int nearest(
      Detection detection, List<LabelledBox> truth, IntPredicate free, double enough) {
    int nearest = -1;
    double most = enough;
    for (int index = 0; index < truth.size(); index++) {
      if (free.test(index)) {
        double overlap = detection.box().overlap(truth.get(index).box());
        if (overlap >= most) {
          nearest = index;
          most = overlap;
        }
      }
    }
    return nearest;
  }

  /** Whether the detection of a rank overlaps a box of its class by half, and took it first. */
  public boolean hit(int rank) {
    return (found.get(rank).right() & 1) == 1;
  }

  /** How many of the labelled boxes were found, at an IoU of 0.50. */
  public int hits() {
    return (int) IntStream.range(0, found.size()).filter(this::hit).count();
  }

  private static List<Integer> counts(List<LabelledBox> truth, int classes) {
    List<Integer> counts = new ArrayList<>(Collections.nCopies(classes, 0));
    truth.forEach(box -> counts.set(box.kind(), counts.get(box.kind()) + 1));
    return counts;
  }
}
