package dev.gantry.converter.layers;

/** Rows that a layer's matrices multiply: [group][row][column] in one run. */
public final class InputRows {
  private final int groups;
  private final int count;
  private final int depth;
  private final float[] values;

  private InputRows(int groups, int count, int depth, float[] values) {
    this.groups = groups;
    this.count = count;
    this.depth = depth;
    this.values = values;
  }

  public static InputRows empty(MatrixLayer.Form form, int count) {
    int groups = form.groups();
    int depth = form.depth();
    return new InputRows(
        groups, count, depth, new float[Math.multiplyExact(groups * count, depth)]);
  }

  int groups() {
    return groups;
  }

  public int count() {
    return count;
  }

  int depth() {
    return depth;
  }

  /** Not a copy: rows are large, and stay within the room. */
  public float[] values() {
    return values;
  }

  /** Where a row begins. */
  public int start(int group, int row) {
    return (group * count + row) * depth;
  }

  /** Changes each number after its channel was moved and divided. */
  public interface Change {
    float of(float value);
  }

  public InputRows moved(MatrixLayer.Form form, InputScale scale, Change change) {
    float[] moved = new float[values.length];
    float[] offsets = new float[depth];
    float[] factors = new float[depth];
    for (int group = 0; group < groups; group++) {
      for (int column = 0; column < depth; column++) {
        int channel = form.inputChannel(group, column);
        offsets[column] = scale.offset(channel);
        factors[column] = 1 / scale.factor(channel);
      }
      for (int row = 0; row < count; row++) {
        int start = start(group, row);
        for (int column = 0; column < depth; column++) {
          moved[start + column] =
              change.of((values[start + column] - offsets[column]) * factors[column]);
        }
      }
    }
    return new InputRows(groups, count, depth, moved);
  }
}
