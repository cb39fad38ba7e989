package dev.gantry.converter.observe;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Random inputs for a model whose shapes are all known, the same ones for the same seed. Shapes are
 * never invented: a guessed one would prove something about another model.
 */
public final class SeededSamples implements SampleFeed {
  private static final long MOST_BYTES = 1L << 30;

  private final List<TensorSpec> inputs;
  private final int count;
  private final long seed;

  private SeededSamples(List<TensorSpec> inputs, int count, long seed) {
    this.inputs = inputs;
    this.count = count;
    this.seed = seed;
  }

  public static SeededSamples of(OnnxModel model, int count, long seed) throws RefusedException {
    OnnxMl.GraphProto graph = model.graph().getGraph();
    Set<String> weights = new HashSet<>();
    graph.getInitializerList().forEach(weight -> weights.add(weight.getName()));
    List<TensorSpec> inputs = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (OnnxMl.ValueInfoProto input : graph.getInputList()) {
      if (!weights.contains(input.getName())) {
        String why = why(input, inputs);
        if (!why.isEmpty()) {
          problems.add(
              Problem.in(
                  model.file().toString(),
                  "input '" + input.getName() + "' " + why + ", so no input is made up for it",
                  "give inputs with --golden"));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return new SeededSamples(List.copyOf(inputs), count, seed);
  }

  /** Empty where the input has been taken. */
  private static String why(OnnxMl.ValueInfoProto input, List<TensorSpec> inputs) {
    if (!input.getType().hasTensorType()) {
      return "is no tensor";
    }
    OnnxMl.TypeProto.Tensor tensor = input.getType().getTensorType();
    if (!tensor.hasShape()) {
      return "has no known shape";
    }
    List<Long> shape = new ArrayList<>();
    for (OnnxMl.TensorShapeProto.Dimension side : tensor.getShape().getDimList()) {
      if (side.getDimValue() < 1) {
        String name = side.getDimParam().isEmpty() ? "?" : side.getDimParam();
        return "has a side of unknown length (" + name + ")";
      }
      shape.add(side.getDimValue());
    }
    String type =
        String.valueOf(OnnxMl.TensorProto.DataType.forNumber(tensor.getElemType()))
            .toLowerCase(Locale.ROOT);
    String label = type.equals("float") ? "float32" : type.equals("double") ? "float64" : type;
    ElementType element = ElementType.ofLabel(label).orElse(null);
    if (element == null) {
      return "holds " + type;
    }
    try {
      if (Tensor.byteCount(element, shape) > MOST_BYTES) {
        return "is larger than 1 GiB";
      }
    } catch (IllegalArgumentException e) {
      return "has an impossible shape " + shape;
    }
    inputs.add(new TensorSpec(input.getName(), element, shape));
    return "";
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public List<Tensor> at(int sample) {
    // Each sample from a seed of its own: any one can be made again without those before it.
    Random random = new Random(seed * 1_000_003 + sample);
    return inputs.stream().map(spec -> tensor(spec, random)).toList();
  }

  private static Tensor tensor(TensorSpec spec, Random random) {
    int bytes = Math.toIntExact(Tensor.byteCount(spec.type(), spec.shape()));
    ByteBuffer data = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (data.hasRemaining()) {
      number(spec.type(), data, random);
    }
    return new Tensor(spec, data.flip());
  }

  private static void number(ElementType type, ByteBuffer data, Random random) {
    switch (type) {
      case FLOAT32 -> data.putFloat((float) random.nextGaussian());
      case FLOAT64 -> data.putDouble(random.nextGaussian());
      case BFLOAT16 ->
          data.putShort((short) (Float.floatToIntBits((float) random.nextGaussian()) >>> 16));
      // Of either sign, between 1/2 and 2: exponents 14 and 15, any fraction.
      case FLOAT16 ->
          data.putShort(
              (short)
                  (random.nextInt(2) << 15
                      | (14 + random.nextInt(2)) << 10
                      | random.nextInt(1024)));
      case INT64, UINT64 -> data.putLong(random.nextInt(2));
      case INT32, UINT32 -> data.putInt(random.nextInt(2));
      case INT16, UINT16 -> data.putShort((short) random.nextInt(2));
      case INT8, UINT8, BOOL -> data.put((byte) random.nextInt(2));
    }
  }
}
