package dev.gantry.converter.layers;

import dev.gantry.converter.graph.GraphNode;
import java.util.List;

/**
 * Computes how a transposed convolution spreads its input: for each tap of its kernel, how many
 * pixels' share of it an output gets on average. Near borders taps fall beside the output, and in
 * small pictures most of it is border.
 */
final class TransposedSpread {
  private TransposedSpread() {}

  /** The shapes are those of the input and the output, the kernel has a length for each side. */
  static double[] shares(GraphNode node, int[] kernel, List<Long> input, List<Long> output) {
    double[] shares = {1};
    for (int side = 0; side < kernel.length; side++) {
      long length = output.get(side + 2);
      long stride = at(node.integers("strides"), side, 1);
      long dilation = at(node.integers("dilations"), side, 1);
      long reach = (input.get(side + 2) - 1) * stride + (kernel[side] - 1) * dilation + 1;
      long before = before(node, side, reach - length);
      double[] more = new double[shares.length * kernel[side]];
      for (int place = 0; place < more.length; place++) {
        long first = place % kernel[side] * dilation - before;
        long inside = 0;
        for (long pixel = 0; pixel < input.get(side + 2); pixel++) {
          long at = first + pixel * stride;
          inside += at >= 0 && at < length ? 1 : 0;
        }
        more[place] = shares[place / kernel[side]] * inside / length;
      }
      shares = more;
    }
    return shares;
  }

  /** What is cut off at the start. */
  private static long before(GraphNode node, int side, long cut) {
    String auto = node.attribute("auto_pad").map(text -> text.getS().toStringUtf8()).orElse("");
    long more = at(node.integers("output_padding"), side, 0);
    if (auto.startsWith("SAME") || !node.integers("output_shape").isEmpty()) {
      long total = Math.max(0, cut + more);
      return auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
    }
    return auto.equals("VALID") ? 0 : at(node.integers("pads"), side, 0);
  }

  private static long at(List<Long> values, int index, long otherwise) {
    return index < values.size() ? values.get(index) : otherwise;
  }
}
