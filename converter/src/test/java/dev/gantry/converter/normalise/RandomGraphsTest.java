package dev.gantry.converter.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.ModelProto;
import dev.gantry.converter.RandomGraphs;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.observe.SeededSamples;
import dev.gantry.dossier.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomGraphsTest {
  @TempDir Path folder;

  @Test
  void random_graphs_are_normalised_and_keep_their_meaning() throws Exception {
    normalise(150);
  }

  @Test
  @Tag("thorough")
  void a_thousand_random_graphs_are_normalised_and_keep_their_meaning() throws Exception {
    normalise(1_000);
  }

  private void normalise(int graphs) throws Exception {
    Map<String, Integer> passes = new TreeMap<>();
    // A pass that breaks a graph is left out with a remark: none may be.
    List<String> left = new ArrayList<>();
    for (long seed = 1; seed <= graphs; seed++) {
      long wanted = 13L + new Random(seed).nextInt(10);
      try {
        NormalisedModel normal =
            normalised(seed, RandomGraphs.graph(seed), new OpsetRange(wanted, wanted));
        assertThat(Graph.of(normal.model()).opset()).as("seed %d", seed).isEqualTo(wanted);
        normal.applied().forEach(pass -> passes.merge(pass, 1, Integer::sum));
        for (String remark : normal.remarks()) {
          left.add("seed " + seed + " to set " + wanted + ": " + remark);
        }
      } catch (RefusedException e) {
        left.add("seed " + seed + " to set " + wanted + ": " + e.getMessage());
      }
    }
    assertThat(left).isEmpty();
    assertThat(passes)
        .as("each pass had work on at least one in twenty of them")
        .allSatisfy((pass, count) -> assertThat(count).as(pass).isGreaterThan(graphs / 20))
        .hasSizeGreaterThanOrEqualTo(12);
  }

  private NormalisedModel normalised(long seed, ModelProto proto, OpsetRange range)
      throws Exception {
    OnnxModel fixed = read(proto);
    OnnxModel model = seed % 4 == 0 ? read(open(proto)) : fixed;
    return new ModelNormaliser().normalise(model, SeededSamples.of(fixed, 2, seed), range);
  }

  private OnnxModel read(ModelProto proto) throws Exception {
    return OnnxModel.read(Files.write(folder.resolve("m.onnx"), proto.toByteArray()));
  }

  /** The same for inputs of any height. */
  private static ModelProto open(ModelProto proto) {
    ModelProto.Builder open = proto.toBuilder();
    OnnxMl.ValueInfoProto.Builder input = open.getGraphBuilder().getInputBuilder(0);
    input
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .getDimBuilder(2)
        .setDimParam("height");
    return open.build();
  }
}
