package dev.gantry.converter.half;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.RandomGraphs;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.normalise.ModelNormaliser;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.observe.SeededSamples;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HalfOfRandomGraphsTest {
  @TempDir private Path folder;

  @Test
  void random_graphs_become_float16_and_mean_the_same() throws Exception {
    become(100);
  }

  @Test
  @Tag("thorough")
  void a_thousand_random_graphs_become_float16_and_mean_the_same() throws Exception {
    become(1_000);
  }

  private void become(int graphs) {
    List<String> wrong = new ArrayList<>();
    List<Double> decibels = new ArrayList<>();
    for (long seed = 1; seed <= graphs; seed++) {
      try {
        decibels.add(decibel(seed));
      } catch (AssertionError | Exception e) {
        wrong.add("seed " + seed + ": " + e);
      }
    }
    assertThat(wrong).isEmpty();
    decibels.sort(null);
    // A sum that happens to cancel loses more: the few at the bottom are such.
    assertThat(decibels.get(graphs / 20)).isGreaterThan(50);
  }

  private double decibel(long seed) throws Exception {
    OnnxMl.ModelProto random = RandomGraphs.graph(seed);
    Path file = Files.write(folder.resolve("m.onnx"), random.toByteArray());
    OnnxModel model = OnnxModel.read(file);
    SampleFeed samples = SeededSamples.of(model, 2, seed);
    long opset = 13L + new Random(seed).nextInt(10);
    OnnxMl.ModelProto graph =
        new ModelNormaliser().normalise(model, samples, new OpsetRange(opset, opset)).model();
    List<Tensor> sample = samples.at(0);
    List<Tensor> expected = HalfCheck.run(graph, sample);
    EmittedGraph typed = emit(Dialect.TENSORRT, graph, samples);
    HalfCheck.typesAreRight(typed, sample);
    HalfCheck.run(typed.model(), sample);
    EmittedGraph rounded = emit(Dialect.ONNXRUNTIME, graph, samples);
    assertThat(rounded.kept()).as("both dialects keep the same nodes").isEqualTo(typed.kept());
    return HalfCheck.decibel(expected, HalfCheck.run(rounded.model(), sample));
  }

  private static EmittedGraph emit(Dialect dialect, OnnxMl.ModelProto graph, SampleFeed samples)
      throws Exception {
    return new HalfEmission(dialect, false, PrecisionPlan.none()).emit(graph, samples);
  }
}
