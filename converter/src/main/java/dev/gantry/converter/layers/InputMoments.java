package dev.gantry.converter.layers;

/**
 * Holds the mean and the squares of the rows that a layer really gets, and what it should give on
 * average.
 */
public final class InputMoments {
  /** Beyond this the factor of the squares costs more than it gains. */
  private static final int DEEPEST = 1536;

  private final MatrixLayer.Form form;
  private final float[] meanOutput;
  private final float[] meanInput;
  private final float[] squares;

  /**
   * @param meanOutput [group][output], of the exact rows times the weight
   * @param meanInput [group][depth]
   * @param squares [group][depth][depth], of the rows around their mean; for a deep layer their
   *     diagonal alone, [group][depth]
   */
  InputMoments(MatrixLayer.Form form, float[] meanOutput, float[] meanInput, float[] squares) {
    this.form = form;
    this.meanOutput = meanOutput;
    this.meanInput = meanInput;
    this.squares = squares;
  }

  public static boolean isDeep(MatrixLayer.Form form) {
    return form.depth() > DEEPEST;
  }

  public double meanOutput(int group, int row) {
    return meanOutput[group * form.outputs() + row];
  }

  public double meanInput(int group, int column) {
    return meanInput[group * form.depth() + column];
  }

  /** Not of a deep layer. */
  public double[] squares(int group) {
    int size = form.depth() * form.depth();
    return part(group * size, 1, size);
  }

  /** The diagonal of the squares. */
  public double[] powers(int group) {
    int depth = form.depth();
    return isDeep(form)
        ? part(group * depth, 1, depth)
        : part(group * depth * depth, depth + 1, depth);
  }

  private double[] part(int first, int step, int count) {
    double[] part = new double[count];
    for (int index = 0; index < count; index++) {
      part[index] = squares[first + index * step];
    }
    return part;
  }
}
