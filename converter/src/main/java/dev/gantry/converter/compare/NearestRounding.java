package dev.gantry.converter.compare;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.dossier.tensor.Half;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Has ONNX Runtime 1.29 quantize float16 as a board does. Its own kernel cuts the fraction off
 * where the nearest step is meant, which costs some 8 dB; the one for float32 is right.
 */
final class NearestRounding {
  private NearestRounding() {}

  static OnnxMl.ModelProto of(OnnxMl.ModelProto variant) {
    Graph graph = Graph.of(variant);
    for (GraphNode node : graph.nodes()) {
      Optional<TensorProto> scale =
          node.input(1).flatMap(graph::weight).filter(NearestRounding::isHalf);
      if (node.is("QuantizeLinear") && scale.isPresent()) {
        String wide = graph.freshName(node.inputs().get(0) + "_float32");
        String step = graph.freshName(scale.get().getName() + "_float32");
        graph.add(
            NewNode.of("Cast", wide, node.inputs().get(0))
                .with("to", TensorProto.DataType.FLOAT_VALUE)
                .build());
        graph.put(WeightNumbers.tensor(step, scale.get().getDimsList(), floats(scale.get())));
        graph.replace(node, node.proto().toBuilder().setInput(0, wide).setInput(1, step).build());
      }
    }
    return graph.model();
  }

  private static boolean isHalf(TensorProto tensor) {
    return tensor.getDataType() == TensorProto.DataType.FLOAT16_VALUE
        && !tensor.getRawData().isEmpty();
  }

  private static float[] floats(TensorProto tensor) {
    ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / Short.BYTES];
    for (int index = 0; index < values.length; index++) {
      values[index] = Half.number(bytes.getShort(index * Short.BYTES));
    }
    return values;
  }
}
