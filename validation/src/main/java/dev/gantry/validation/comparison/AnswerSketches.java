package dev.gantry.validation.comparison;

import java.nio.FloatBuffer;

/**
 * Keeps what a sample's reference and answer look like in a few numbers, so that an answer can be
 * held against the references of all other samples without reading them again.
 *
 * <p>A count sketch: every value is added to one of 64 sums, with a sign, both by its place.
 * Squared distances of sketches are those of the tensors, give or take a fifth. Outputs of up to 64
 * values are kept as they are, and of large ones every n-th value speaks.
 */
public final class AnswerSketches {
  private static final int SUMS = 64;
  private static final int MOST_VALUES = 1 << 16;

  private final double[] reference;
  private final double[] answer;

  private AnswerSketches(double[] reference, double[] answer) {
    this.reference = reference;
    this.answer = answer;
  }

  static AnswerSketches of(FloatBuffer reference, FloatBuffer answer) {
    return new AnswerSketches(sketch(reference), sketch(answer));
  }

  private static double[] sketch(FloatBuffer values) {
    int count = values.remaining();
    int step = (count + MOST_VALUES - 1) / MOST_VALUES;
    double[] sums = new double[SUMS];
    for (int place = 0; place < count; place += Math.max(1, step)) {
      double value = values.get(values.position() + place);
      if (Double.isFinite(value)) {
        if (count <= SUMS) {
          sums[place] = value;
        } else {
          long mixed = mixed(place);
          sums[(int) (mixed & (SUMS - 1))] += (mixed & SUMS) == 0 ? value : -value;
        }
      }
    }
    return sums;
  }

  /** By Stafford: neighbours come out unlike each other. */
  private static long mixed(long place) {
    long bits = (place + 1) * 0x9e3779b97f4a7c15L;
    bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    return bits ^ (bits >>> 31);
  }

  /** How far this answer is from another sample's reference, as a sum of squares. */
  public double distanceTo(AnswerSketches other) {
    double sum = 0;
    for (int place = 0; place < SUMS; place++) {
      double away = answer[place] - other.reference[place];
      sum += away * away;
    }
    return sum;
  }

  /** The sum of squares of the reference. */
  public double referencePower() {
    double sum = 0;
    for (double value : reference) {
      sum += value * value;
    }
    return sum;
  }
}
