package dev.gantry.converter.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.gantry.converter.account.MultiplyAdds;
import dev.gantry.converter.calibrate.LeastErrorRange;
import dev.gantry.converter.compare.VariantCloseness;
import dev.gantry.converter.cpu.CpuInt8Emission;
import dev.gantry.converter.cpu.CpuInt8Settings;
import dev.gantry.converter.emit.Emission;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeepAutoTest {
  private static final int CASES = 12;

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void what_is_kept_is_little_is_listed_and_never_makes_it_worse(Dialect dialect) throws Exception {
    int kept = 0;
    int told = 0;
    for (long seed = 1; seed <= CASES; seed++) {
      Random random = new Random(seed);
      ModelProto model = net(random);
      List<List<Tensor>> fed = new ArrayList<>();
      for (int sample = 0; sample < 6; sample++) {
        fed.add(List.of(SmallGraph.random("x", random, 1, 4, 8, 8)));
      }
      SampleFeed samples = SampleFeed.of(fed);
      EmittedGraph whole = emission(dialect, false).emit(model, samples);
      EmittedGraph some = emission(dialect, true).emit(model, samples);
      VariantCloseness closeness = VariantCloseness.to(model, samples);
      assertThat(closeness.of(some.model()))
          .as("seed %d: %s", seed, some.kept())
          .isGreaterThanOrEqualTo(closeness.of(whole.model()));
      Graph graph = Graph.of(model);
      MultiplyAdds costs =
          new MultiplyAdds(graph, ObservedTensor.of(model, SampleFeed.of(List.of(fed.get(0)))));
      Set<String> listed = new HashSet<>();
      Set<String> damaging = new HashSet<>();
      for (EmittedGraph.KeptNode node : some.kept()) {
        listed.add(node.node());
        if (node.reason().contains("the most damage")) {
          damaging.add(node.node());
        }
      }
      assertThat(inFloat(some.model())).as("seed %d", seed).isEqualTo(listed);
      long cost = 0;
      for (GraphNode node : graph.nodes()) {
        cost += damaging.contains(node.name()) ? costs.of(node).orElse(0) : 0;
      }
      assertThat(cost).as("seed %d", seed).isLessThanOrEqualTo(costs.known() / 50);
      kept += damaging.isEmpty() ? 0 : 1;
      told += some.remarks().toString().contains("none of them is kept") ? 1 : 0;
    }
    assertThat(kept)
        .as("graphs of which something was kept; of %d it did not pay", told)
        .isPositive();
  }

  private static Set<String> inFloat(ModelProto model) {
    Set<String> names = new HashSet<>();
    Graph graph = Graph.of(model);
    for (GraphNode node : graph.nodes()) {
      boolean layer = node.is("Conv");
      if (layer
          && graph
              .producer(node.inputs().get(1))
              .filter(made -> made.is("DequantizeLinear"))
              .isEmpty()) {
        names.add(node.name());
      }
    }
    return names;
  }

  private static Emission emission(Dialect dialect, boolean keepAuto) {
    return switch (dialect) {
      case TENSORRT ->
          new Int8Emission(PrecisionPlan.none(), keepAuto, (one, two, three) -> Optional.empty());
      case ONNXRUNTIME ->
          CpuInt8Emission.calibrating(
              new LeastErrorRange(),
              keepAuto ? CpuInt8Settings.usual() : CpuInt8Settings.keepingNothing());
    };
  }

  /** Large layers between small ones, which may stay; some have weights of very unlike sizes. */
  private static ModelProto net(Random random) {
    SmallGraph graph = new SmallGraph().input("x", 1, 4, 8, 8).outputs("y");
    conv(graph, random, "a", "x", 24, 4, 3);
    conv(graph, random, "b", "a", 24, 24, 3);
    conv(graph, random, "c", "b", 24, 24, 3);
    conv(graph, random, "d", "c", 1, 24, 1);
    graph.node("Exp", "e", "d");
    conv(graph, random, "f", "e", 2, 1, 1);
    graph.node("Add", "g", "f d");
    conv(graph, random, "y", "g", 2, 2, 1);
    return graph.model();
  }

  private static void conv(
      SmallGraph graph, Random random, String name, String from, long out, long in, long side) {
    List<Long> shape = List.of(out, in, side, side);
    float[] weight = SmallGraph.numbers(random, shape);
    float size = 1 / (float) Math.sqrt((double) in * side * side);
    for (int index = 0; index < weight.length; index++) {
      weight[index] *= random.nextInt(30) == 0 ? 4 * size : size;
    }
    long pad = side / 2;
    graph
        .weight("w" + name, shape, weight)
        .node("Conv", name, from + " w" + name, SmallGraph.integers("pads", pad, pad, pad, pad));
  }
}
