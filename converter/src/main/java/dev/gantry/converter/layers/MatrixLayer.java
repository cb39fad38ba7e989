package dev.gantry.converter.layers;

import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.observe.ObservedTensor;
import java.util.Arrays;
import java.util.List;

/**
 * A weighted layer, seen as a matrix product: for each group, rows of its input times a matrix of
 * outputs × depth. A convolution's depth is channels × taps of its kernel; the outputs of a
 * transposed convolution are its channels × taps.
 */
public final class MatrixLayer {
  private final GraphNode node;
  private final WeightedLayer layer;
  private final Form form;
  private final float[] matrix;
  private final float[] bias;
  private final RowSource rows;

  /**
   * @param groups parts of the channels that are multiplied on their own
   * @param outputs rows of the matrix of one group
   * @param depth columns of it
   * @param taps how many neighbouring columns belong to one input channel
   * @param spread how many neighbouring rows belong to one output channel
   * @param channelAxis of the input; -1 is the last
   * @param weightAxis along which the weight has a scale each
   * @param columnsFirst whether the file holds the matrix with its columns outermost
   */
  public record Form(
      int groups,
      int outputs,
      int depth,
      int taps,
      int spread,
      int channelAxis,
      int weightAxis,
      boolean columnsFirst) {
    public int inputChannels() {
      return groups * depth / taps;
    }

    public int inputChannel(int group, int column) {
      return (group * depth + column) / taps;
    }

    /** Groups of a transposed convolution share their scales: its weight's axis has no groups. */
    public int scales() {
      return columnsFirst ? outputs / spread : groups * outputs;
    }

    public int scale(int group, int row) {
      return columnsFirst ? row / spread : group * outputs + row;
    }

    public int outputChannels() {
      return groups * outputs / spread;
    }

    public int outputChannel(int group, int row) {
      return (group * outputs + row) / spread;
    }
  }

  private MatrixLayer(GraphNode node, WeightedLayer layer, Form form, RowSource rows) {
    this.node = node;
    this.layer = layer;
    this.form = form;
    this.rows = rows;
    this.bias = layer.biases();
    float[] weight = WeightNumbers.floats(layer.weight());
    this.matrix = new float[weight.length];
    for (int index = 0; index < weight.length; index++) {
      matrix[index] = weight[place(index)];
    }
  }

  private MatrixLayer(MatrixLayer other, GraphNode node) {
    this.node = node;
    this.layer = other.layer;
    this.form = other.form;
    this.rows = other.rows;
    this.bias = other.bias;
    this.matrix = other.matrix;
  }

  public static MatrixLayer of(WeightedLayer layer, ObservedTensor facts) {
    if (layer.node().is("Conv")) {
      return convolution(layer);
    }
    return layer.node().is("ConvTranspose") ? transposed(layer, facts) : product(layer);
  }

  private static MatrixLayer convolution(WeightedLayer layer) {
    int channels = layer.side(1);
    int outputs = layer.outputChannels() / layer.groups();
    int[] kernel = kernel(layer);
    int taps = taps(kernel);
    Form form = new Form(layer.groups(), outputs, channels * taps, taps, 1, 1, 0, false);
    return made(layer, form, new ConvRows(layer.node(), layer.groups(), channels, kernel));
  }

  private static MatrixLayer transposed(WeightedLayer layer, ObservedTensor facts) {
    int channels = layer.side(0) / layer.groups();
    int[] kernel = kernel(layer);
    int taps = taps(kernel);
    Form form = new Form(layer.groups(), layer.side(1) * taps, channels, 1, taps, 1, 1, true);
    List<Long> input = facts.of(layer.input()).orElseThrow().shape();
    List<Long> output = facts.of(layer.node().output()).orElseThrow().shape();
    double[] shares = TransposedSpread.shares(layer.node(), kernel, input, output);
    return made(layer, form, new PixelRows(layer.groups(), channels, shares));
  }

  private static MatrixLayer product(WeightedLayer layer) {
    int axis = layer.scaleAxis();
    int depth = layer.side(1 - axis);
    Form form = new Form(1, layer.scales(), depth, 1, 1, -1, axis, axis == 1);
    return made(layer, form, new VectorRows(depth));
  }

  private static MatrixLayer made(WeightedLayer layer, Form form, RowSource rows) {
    return new MatrixLayer(layer.node(), layer, form, rows);
  }

  private static int[] kernel(WeightedLayer layer) {
    return layer.weight().getDimsList().stream().skip(2).mapToInt(Math::toIntExact).toArray();
  }

  private static int taps(int[] kernel) {
    return Arrays.stream(kernel).reduce(1, Math::multiplyExact);
  }

  /** The same for the same node in another graph. */
  public MatrixLayer at(GraphNode other) {
    return new MatrixLayer(this, other);
  }

  /** Where in the file's weight an element of the matrices lies. */
  public int place(int index) {
    if (!form.columnsFirst()) {
      return index;
    }
    int column = index % form.depth();
    int row = index / form.depth() % form.outputs();
    int group = index / form.depth() / form.outputs();
    return (group * form.depth() + column) * form.outputs() + row;
  }

  public GraphNode node() {
    return node;
  }

  public String input() {
    return node.inputs().get(0);
  }

  public ChannelRanges.Place place() {
    return new ChannelRanges.Place(input(), form.channelAxis());
  }

  public Form form() {
    return form;
  }

  /** [group][output][depth] in one run. */
  public float[] matrix() {
    return matrix.clone();
  }

  /** One number an output channel; zeros where the node has none. */
  public float[] bias() {
    return bias.clone();
  }

  public List<Long> weightShape() {
    return layer.weight().getDimsList();
  }

  public RowSource rows() {
    return rows;
  }
}
