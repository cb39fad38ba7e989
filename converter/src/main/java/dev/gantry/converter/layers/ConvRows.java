package dev.gantry.converter.layers;

import dev.gantry.converter.graph.GraphNode;
import java.util.List;

/** Rows of a convolution: the patch under its kernel, zero where that hangs over the border. */
final class ConvRows implements RowSource {
  private final GraphNode node;
  private final int groups;
  private final int channels;
  private final int[] kernel;
  private final int taps;

  /** Channels are those of one group. */
  ConvRows(GraphNode node, int groups, int channels, int[] kernel) {
    this.node = node;
    this.groups = groups;
    this.channels = channels;
    this.kernel = kernel.clone();
    int count = 1;
    for (int side : kernel) {
      count *= side;
    }
    this.taps = count;
  }

  @Override
  public int positions(List<Long> shape) {
    int count = Math.toIntExact(shape.get(0));
    for (int axis = 0; axis < kernel.length; axis++) {
      count *= side(shape, axis).outputs();
    }
    return count;
  }

  /**
   * One axis of the picture: how long it is, where the kernel starts, how many outputs it gives.
   */
  private record Side(int length, int stride, int dilation, int before, int outputs) {}

  private Side side(List<Long> shape, int axis) {
    int length = Math.toIntExact(shape.get(axis + 2));
    int stride = at("strides", axis, 1);
    int dilation = at("dilations", axis, 1);
    int extent = (kernel[axis] - 1) * dilation + 1;
    String auto = node.attribute("auto_pad").map(text -> text.getS().toStringUtf8()).orElse("");
    if (auto.startsWith("SAME")) {
      int outputs = (length + stride - 1) / stride;
      int total = Math.max((outputs - 1) * stride + extent - length, 0);
      int before = auto.equals("SAME_LOWER") ? total - total / 2 : total / 2;
      return new Side(length, stride, dilation, before, outputs);
    }
    boolean padded = !auto.equals("VALID");
    int before = padded ? at("pads", axis, 0) : 0;
    int after = padded ? at("pads", axis + kernel.length, 0) : 0;
    int outputs = (length + before + after - extent) / stride + 1;
    return new Side(length, stride, dilation, before, outputs);
  }

  private int at(String attribute, int index, int otherwise) {
    List<Long> values = node.integers(attribute);
    return index < values.size() ? Math.toIntExact(values.get(index)) : otherwise;
  }

  /** Not where zeros stand in for what is beyond the border. */
  @Override
  public boolean isWhole(List<Long> shape) {
    for (int axis = 0; axis < kernel.length; axis++) {
      Side side = side(shape, axis);
      int last = (side.outputs() - 1) * side.stride() + (kernel[axis] - 1) * side.dilation();
      if (side.before() > 0 || last - side.before() >= side.length()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public double share(int line) {
    return 1;
  }

  @Override
  public void gather(float[] input, List<Long> shape, int[] positions, InputRows into, int first) {
    int plane = 1;
    Side[] sides = new Side[kernel.length];
    for (int axis = 0; axis < kernel.length; axis++) {
      sides[axis] = side(shape, axis);
      plane *= sides[axis].length();
    }
    float[] values = into.values();
    int[] offsets = new int[taps];
    for (int row = 0; row < positions.length; row++) {
      int image = offsets(sides, positions[row], offsets);
      for (int group = 0; group < groups; group++) {
        int to = into.start(group, first + row);
        int from = (image * groups + group) * channels * plane;
        for (int channel = 0; channel < channels; channel++, from += plane) {
          for (int tap = 0; tap < taps; tap++) {
            values[to++] = offsets[tap] < 0 ? 0 : input[from + offsets[tap]];
          }
        }
      }
    }
  }

  /** Where in a plane each tap of the kernel lies, -1 beside it; gives the picture's number. */
  private int offsets(Side[] sides, int position, int[] offsets) {
    int rest = position;
    int[] start = new int[sides.length];
    for (int axis = sides.length - 1; axis >= 0; axis--) {
      start[axis] = rest % sides[axis].outputs() * sides[axis].stride() - sides[axis].before();
      rest /= sides[axis].outputs();
    }
    for (int tap = 0; tap < taps; tap++) {
      int open = tap;
      int offset = 0;
      int step = 1;
      for (int axis = sides.length - 1; axis >= 0; axis--) {
        int at = start[axis] + open % kernel[axis] * sides[axis].dilation();
        open /= kernel[axis];
        offset = at < 0 || at >= sides[axis].length() || offset < 0 ? -1 : offset + at * step;
        step *= sides[axis].length();
      }
      offsets[tap] = offset;
    }
    return rest;
  }
}
