package dev.gantry.converter.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.gantry.converter.RandomGraphs;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.normalise.ModelNormaliser;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.observe.SeededSamples;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Int8OfRandomGraphsTest {
  @TempDir private Path folder;

  private record Outcome(long seed, double smooth, double rounded, int layers) {}

  @Test
  void random_graphs_become_int8_by_the_rules_and_mean_the_same() throws Exception {
    become(100);
  }

  @Test
  @Tag("thorough")
  void a_thousand_random_graphs_become_int8_by_the_rules_and_mean_the_same() throws Exception {
    become(1_000);
  }

  private void become(int graphs) throws Exception {
    List<String> wrong = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    int without = 0;
    for (long seed = 1; seed <= graphs; seed++) {
      try {
        outcomes.add(outcome(seed));
      } catch (RefusedException e) {
        if (e.getMessage().contains("no convolution or matrix product")) {
          without++;
        } else {
          wrong.add("seed " + seed + ": " + e);
        }
      } catch (AssertionError | Exception e) {
        wrong.add("seed " + seed + ": " + e);
      }
    }
    outcomes.sort(Comparator.comparingDouble(Outcome::smooth));
    Files.write(
        Files.createDirectories(Path.of("target")).resolve("int8-random.txt"),
        outcomes.stream().map(Int8OfRandomGraphsTest::line).toList());
    assertThat(wrong).isEmpty();
    assertThat(without).as("graphs without a layer for int8").isLessThan(graphs * 2 / 5);
    // Eight bits a weight leave 35 dB and more, and a graph put together wrongly next to nothing.
    // Those few below have a branch that flips, or a tensor of so few numbers, all nearly the same,
    // that the bias has taken over how they were rounded.
    int few = 1 + graphs / 250;
    assertThat(outcomes.get(few).smooth()).as("%s", outcomes.subList(0, few + 1)).isGreaterThan(30);
    assertThat(outcomes.get(outcomes.size() / 2).smooth()).isGreaterThan(45);
    outcomes.sort(Comparator.comparingDouble(Outcome::rounded));
    few = graphs / 100;
    assertThat(outcomes.get(few).rounded())
        .as("%s", outcomes.subList(0, few + 1))
        .isGreaterThan(18);
    assertThat(outcomes.get(outcomes.size() / 2).rounded()).isGreaterThan(35);
  }

  private static String line(Outcome outcome) {
    return String.format(
        Locale.ROOT,
        "seed %4d %6.1f dB without rounding of activations, %6.1f dB with, %d layers",
        outcome.seed(),
        outcome.smooth(),
        outcome.rounded(),
        outcome.layers());
  }

  private Outcome outcome(long seed) throws Exception {
    ModelProto random = RandomGraphs.graph(seed);
    OnnxModel model = OnnxModel.read(Files.write(folder.resolve("m.onnx"), random.toByteArray()));
    SampleFeed samples = SeededSamples.of(model, 2, seed);
    long opset = 13L + new Random(seed).nextInt(9);
    ModelProto graph =
        new ModelNormaliser().normalise(model, samples, new OpsetRange(opset, opset)).model();
    EmittedGraph emitted =
        new Int8Emission(PrecisionPlan.none(), false, (one, two, three) -> Optional.empty())
            .emit(graph, samples);
    assertThat(new QdqRules(Graph.of(emitted.model())).problems()).isEmpty();
    List<Tensor> sample = samples.at(0);
    List<Tensor> expected = SmallGraph.run(graph, sample);
    List<Tensor> rounded = SmallGraph.run(emitted.model(), sample);
    for (Tensor output : rounded) {
      for (float value : output.floats()) {
        assertThat(value).isFinite();
      }
    }
    List<Tensor> smooth = SmallGraph.run(SmallGraph.withoutRounding(emitted.model()), sample);
    int layers =
        (int)
            Graph.of(emitted.model()).nodes().stream()
                .filter(node -> node.is("QuantizeLinear"))
                .count();
    return new Outcome(
        seed, SmallGraph.decibel(expected, smooth), SmallGraph.decibel(expected, rounded), layers);
  }
}
