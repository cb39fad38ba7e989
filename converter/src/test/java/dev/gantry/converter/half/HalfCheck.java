package dev.gantry.converter.half;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** LookSchedule at what an emission wrote: loads it, runs it, and walks its edges. */
public final class HalfCheck {
  private HalfCheck() {}

  /** With everything that the runtime does to a graph when an engine is built. */
  public static List<Tensor> run(OnnxMl.ModelProto model, List<Tensor> sample) throws Exception {
    Path file = Files.createTempFile("half", ".onnx");
    try {
      Files.write(file, model.toByteArray());
      try (LoadedEngine engine = LoadedEngine.optimised(file, 1, InferenceLimit.usual("m.onnx"))) {
        return engine.run(sample);
      }
    } finally {
      Files.delete(file);
    }
  }

  /** Of the worst output. */
  public static double decibel(List<Tensor> expected, List<Tensor> got) {
    double worst = Double.POSITIVE_INFINITY;
    for (int index = 0; index < expected.size(); index++) {
      if (expected.get(index).spec().type() == ElementType.FLOAT32) {
        worst = Math.min(worst, decibel(expected.get(index).floats(), got.get(index).floats()));
      }
    }
    return worst;
  }

  private static double decibel(float[] expected, float[] got) {
    double signal = 0;
    double noise = 0;
    for (int index = 0; index < expected.length; index++) {
      double error = (double) expected[index] - got[index];
      signal += (double) expected[index] * expected[index];
      noise += error * error;
    }
    return noise == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(signal / noise);
  }

  /** Sorted, no float32 where a node computes in float16, no Cast that another undoes. */
  public static void typesAreRight(EmittedGraph emitted, List<Tensor> sample) throws Exception {
    Graph graph = Graph.of(emitted.model());
    ObservedTensor facts = ObservedTensor.of(emitted.model(), SampleFeed.of(List.of(sample)));
    Set<String> kept = new HashSet<>();
    emitted.kept().forEach(node -> kept.add(node.node()));
    Set<String> seen = new HashSet<>();
    graph.inputs().forEach(input -> seen.add(input.getName()));
    graph.weights().forEach(weight -> seen.add(weight.getName()));
    for (OnnxMl.NodeProto proto : emitted.model().getGraph().getNodeList()) {
      assertThat(seen)
          .as("%s comes after what it reads", proto.getName())
          .containsAll(present(proto.getInputList()));
      seen.addAll(proto.getOutputList());
    }
    for (GraphNode node : graph.nodes()) {
      boolean half =
          node.outputs().stream().anyMatch(output -> is(facts, output, ElementType.FLOAT16));
      if (half && !node.is("Cast")) {
        List<String> floats =
            node.inputs().stream()
                .filter(input -> isFloat(graph, facts, input))
                .filter(
                    input ->
                        !HalfOperators.floatOnly(
                            node.operator(), node.inputs().indexOf(input), graph.opset()))
                .toList();
        assertThat(floats).as("float32 read by %s, which makes float16", node).isEmpty();
        assertThat(kept).doesNotContain(node.name());
      }
      if (node.is("Cast") && half) {
        graph
            .producer(node.inputs().get(0))
            .filter(before -> before.is("Cast"))
            .ifPresent(
                before ->
                    assertThat(is(facts, before.inputs().get(0), ElementType.FLOAT16))
                        .as("%s undoes %s", node, before)
                        .isFalse());
      }
    }
    castsAreShared(graph);
  }

  private static void castsAreShared(Graph graph) {
    Set<String> casts = new TreeSet<>();
    for (GraphNode node : graph.nodes()) {
      if (node.is("Cast")) {
        boolean first = casts.add(node.inputs().get(0) + " to " + node.integer("to", 0));
        assertThat(first || !node.name().endsWith("_cast")).as("a second %s", node).isTrue();
      }
    }
  }

  private static List<String> present(List<String> names) {
    return names.stream().filter(name -> !name.isEmpty()).toList();
  }

  private static boolean isFloat(Graph graph, ObservedTensor facts, String tensor) {
    return new FloatPorts(graph, facts).isFloat(tensor);
  }

  private static boolean is(ObservedTensor facts, String tensor, ElementType type) {
    return facts.of(tensor).filter(spec -> spec.type() == type).isPresent();
  }
}
