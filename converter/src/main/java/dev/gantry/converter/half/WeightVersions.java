package dev.gantry.converter.half;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Weights in float16, and what became of their numbers. */
final class WeightVersions {
  private final HalfLayout layout;
  private final BiFunction<HalfWeights, String, TensorProto> written;
  private final Map<String, String> names = new HashMap<>();
  private final List<String> flushed = new ArrayList<>();
  private final List<String> raised = new ArrayList<>();
  private final List<String> unclear = new ArrayList<>();

  WeightVersions(HalfLayout layout, BiFunction<HalfWeights, String, TensorProto> written) {
    this.layout = layout;
    this.written = written;
  }

  /** In place of the float32 weight where nothing else reads that. */
  String half(String weight) {
    String known = names.get(weight);
    return known == null ? write(weight) : known;
  }

  private String write(String weight) {
    Graph graph = layout.graph();
    HalfWeights numbers = HalfWeights.of(graph.weight(weight).orElseThrow());
    boolean alone = !layout.readFull().contains(weight) && !layout.fixed().contains(weight);
    String name = alone ? weight : graph.freshName(weight + "_fp16");
    names.put(weight, name);
    HalfWeights suited = suited(weight, numbers);
    if (suited.flushed() > 0) {
      flushed.add(suited.flushed() + " of " + suited.count() + " in '" + weight + "'");
    }
    if (numbers.hasNaN()) {
      unclear.add("'" + weight + "'");
    }
    graph.put(written.apply(suited, name));
    return name;
  }

  private HalfWeights suited(String weight, HalfWeights numbers) {
    List<GraphNode> readers = layout.graph().readers(weight);
    boolean step =
        readers.stream()
            .filter(node -> node.is("QuantizeLinear") || node.is("DequantizeLinear"))
            .anyMatch(node -> node.input(1).filter(weight::equals).isPresent());
    if (step) {
      if (numbers.smallest() < WeightSteps.LEAST) {
        raised.add("'" + weight + "'");
      }
      return numbers.steps();
    }
    boolean bound = readers.stream().allMatch(node -> node.is("Clip"));
    return bound ? numbers.saturated() : numbers;
  }

  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    tell(remarks, "weights too small for float16 became 0: ", flushed);
    tell(remarks, "quantization steps below 9.5e-7 were raised to it: ", raised);
    tell(remarks, "weights hold NaN: ", unclear);
    return remarks;
  }

  private static void tell(List<String> remarks, String what, List<String> which) {
    if (!which.isEmpty()) {
      remarks.add(what + String.join(", ", which));
    }
  }
}
