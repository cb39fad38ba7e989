package dev.gantry.validation.comparison;

import dev.gantry.dossier.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sums where in an output the error sits: each axis is cut into up to eight blocks, and each block
 * has its part of the error. Of large outputs every n-th value speaks.
 */
public final class ErrorPlaces {
  private static final int BLOCKS = 8;
  private static final int MOST_VALUES = 1 << 16;

  /** So much of the error in one block is worth a word, */
  private static final double MUCH = 0.5;

  /** when the block is no more than this part of the axis. */
  private static final double SMALL = 0.3;

  private final List<Long> shape;
  private final double[][] errors;

  private ErrorPlaces(List<Long> shape, double[][] errors) {
    this.shape = shape;
    this.errors = errors;
  }

  static ErrorPlaces of(Tensor reference, Tensor got) {
    List<Long> shape = reference.spec().shape();
    FloatBuffer wanted = reference.data().asFloatBuffer();
    FloatBuffer given = got.data().asFloatBuffer();
    double[][] errors = new double[shape.size()][BLOCKS];
    int count = wanted.remaining();
    // Odd, so that it does not fall in step with axes of even length.
    int step = count / MOST_VALUES | 1;
    for (int place = 0; place < count; place += step) {
      double away = (double) wanted.get(place) - given.get(place);
      if (Double.isFinite(away) && away != 0) {
        long rest = place;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
          long length = shape.get(axis);
          errors[axis][block(rest % length, length)] += away * away;
          rest /= length;
        }
      }
    }
    return new ErrorPlaces(shape, errors);
  }

  private static int block(long index, long length) {
    return (int) (length <= BLOCKS ? index : index * BLOCKS / length);
  }

  ErrorPlaces plus(ErrorPlaces other) {
    double[][] sums = new double[errors.length][BLOCKS];
    for (int axis = 0; axis < errors.length; axis++) {
      for (int block = 0; block < BLOCKS; block++) {
        sums[axis][block] = errors[axis][block] + other.errors[axis][block];
      }
    }
    return new ErrorPlaces(shape, sums);
  }

  /** The block with the largest part of the error, where it is a small place that holds much. */
  public Optional<String> words() {
    Optional<String> most = Optional.empty();
    double largest = 0;
    for (int axis = 0; axis < errors.length; axis++) {
      double sum = 0;
      int worst = 0;
      for (int block = 0; block < BLOCKS; block++) {
        sum += errors[axis][block];
        worst = errors[axis][block] > errors[axis][worst] ? block : worst;
      }
      long length = shape.get(axis);
      long first = length <= BLOCKS ? worst : ceil(worst * length);
      long last = length <= BLOCKS ? worst : ceil((worst + 1) * length) - 1;
      double part = sum == 0 ? 0 : errors[axis][worst] / sum;
      if (part >= MUCH && part > largest && last - first + 1 <= SMALL * length) {
        largest = part;
        most = Optional.of(told(axis, first, last, part));
      }
    }
    return most;
  }

  private static long ceil(long eighths) {
    return (eighths + BLOCKS - 1) / BLOCKS;
  }

  private String told(int axis, long first, long last, double part) {
    return String.format(
        Locale.ROOT,
        "%.0f %% of the error sits in %s %s of %d",
        100 * part,
        name(axis) + (first == last ? "" : "s"),
        first == last ? String.valueOf(first) : first + " to " + last,
        shape.get(axis));
  }

  private String name(int axis) {
    if (shape.size() == 4) {
      return List.of("batch item", "channel", "row", "column").get(axis);
    }
    return axis == shape.size() - 1 ? "value" : "place of axis " + axis + ":";
  }
}
