package dev.gantry.converter.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.account.MultiplyAdds;
import dev.gantry.converter.calibrate.Calibration;
import dev.gantry.converter.calibrate.FullRange;
import dev.gantry.converter.calibrate.LeastErrorRange;
import dev.gantry.converter.calibrate.RangeTable;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.emit.EmittedGraph.KeptNode;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.normalise.ModelNormaliser;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.ShippedSet;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuInt8EmissionTest {
  private static CpuInt8Emission emission;

  private static final Set<String> FLOAT_LAYERS = Set.of("Conv", "FusedConv", "Gemm", "MatMul");

  @TempDir private Path folder;

  @BeforeAll
  static void choose() throws Exception {
    emission = CpuInt8Emission.calibrating(new LeastErrorRange(), Runs.settings());
  }

  @Test
  void random_nets_run_in_whole_numbers_and_say_nearly_the_same() throws Exception {
    runInWholeNumbers(15);
  }

  @Test
  @Tag("thorough")
  void sixty_random_nets_run_in_whole_numbers_and_say_nearly_the_same() throws Exception {
    runInWholeNumbers(60);
  }

  private void runInWholeNumbers(int nets) throws Exception {
    int bytes = 0;
    for (long seed = 0; seed < nets; seed++) {
      RandomNet net = new RandomNet(seed);
      int channels = seed % 3 == 0 ? 8 : 24;
      OnnxMl.ModelProto model = net.model(channels, 8);
      EmittedGraph emitted = emission.emit(model, net.samples(channels, 8));
      Path engine = Runs.engine(folder, emitted.model());
      assertThat(Runs.decibel(model, engine, net.samples(channels, 4)))
          .as("seed " + seed)
          .isGreaterThan(5);
      assertThat(Runs.decibel(emitted.model(), engine, net.samples(channels, 4)))
          .as("seed " + seed + " as written against as run")
          .isGreaterThan(40);
      long floats = count(engine, FLOAT_LAYERS);
      long kept = emitted.kept().size();
      assertThat(floats).as("seed " + seed + " layers in float").isLessThanOrEqualTo(kept);
      bytes += (int) count(engine, Set.of("QLinearConv"));
    }
    assertThat(bytes).isGreaterThan(nets * 5 / 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rail-signals", "free-space", "track-objects"})
  void most_of_the_work_of_a_trained_model_is_done_in_whole_numbers(String name) throws Exception {
    Path file = folder.resolve("model.onnx");
    try (InputStream stream =
        ShippedSet.class.getResourceAsStream("shipped/" + name + "/model.onnx")) {
      Files.write(file, Objects.requireNonNull(stream).readAllBytes());
    }
    SampleFeed samples = noise(OnnxModel.read(file));
    OnnxMl.ModelProto model =
        new ModelNormaliser()
            .normalise(OnnxModel.read(file), samples.spread(1), new OpsetRange(13, 22))
            .model();
    EmittedGraph emitted = emission.emit(model, samples);
    Path engine = Runs.engine(folder, emitted.model());
    Set<String> kept = emitted.kept().stream().map(KeptNode::node).collect(Collectors.toSet());
    assertThat(count(engine, FLOAT_LAYERS)).isLessThanOrEqualTo(kept.size());
    Graph graph = Graph.of(model);
    ObservedTensor facts = ObservedTensor.of(model, samples);
    MultiplyAdds costs = new MultiplyAdds(graph, facts);
    double all = 0;
    double bytes = 0;
    for (GraphNode node : graph.nodes()) {
      double work = costs.of(node).orElseThrow();
      all += work;
      bytes += kept.contains(node.name()) ? 0 : work;
    }
    assertThat(bytes / all).isGreaterThan(0.6);
    assertThat(Runs.decibel(model, engine, samples)).isGreaterThan(15);
    boolean sigmoids = !name.equals("rail-signals");
    assertThat(emitted.remarks().stream().anyMatch(remark -> remark.contains("slower than fp32")))
        .isEqualTo(sigmoids);
  }

  private static SampleFeed noise(OnnxModel model) {
    OnnxMl.ValueInfoProto input = model.graph().getGraph().getInput(0);
    List<Long> shape =
        input.getType().getTensorType().getShape().getDimList().stream()
            .map(OnnxMl.TensorShapeProto.Dimension::getDimValue)
            .toList();
    Random random = new Random(1);
    List<List<Tensor>> samples = new ArrayList<>();
    for (int sample = 0; sample < 8; sample++) {
      float[] values =
          new float[shape.stream().mapToInt(Long::intValue).reduce(1, (l, r) -> l * r)];
      for (int index = 0; index < values.length; index++) {
        values[index] = (float) (random.nextGaussian() * 0.3 + Math.sin(index * 0.01 * sample));
      }
      samples.add(List.of(Tensor.ofFloats(input.getName(), shape, values)));
    }
    return SampleFeed.of(samples);
  }

  private static long count(Path engine, Set<String> operators) throws Exception {
    return OnnxMl.ModelProto.parseFrom(Files.readAllBytes(engine)).getGraph().getNodeList().stream()
        .filter(node -> operators.contains(node.getOpType()))
        .count();
  }

  @Test
  void inputs_and_outputs_keep_names_and_types() throws Exception {
    RandomNet net = new RandomNet(3);
    OnnxMl.ModelProto model = net.model(24, 6);
    OnnxMl.GraphProto after = emission.emit(model, net.samples(24, 8)).model().getGraph();
    assertThat(after.getInputList()).isEqualTo(model.getGraph().getInputList());
    assertThat(after.getOutputList()).isEqualTo(model.getGraph().getOutputList());
  }

  @Test
  void bytes_have_a_zero_point_where_unsigned_and_none_where_signed() throws Exception {
    RandomNet net = new RandomNet(4);
    Graph graph = Graph.of(emission.emit(net.model(24, 8), net.samples(24, 8)).model());
    for (GraphNode node : graph.nodes()) {
      if (node.is("DequantizeLinear")) {
        OnnxMl.TensorProto zero = graph.weight(node.inputs().get(2)).orElseThrow();
        boolean signed = zero.getDataType() != OnnxMl.TensorProto.DataType.UINT8_VALUE;
        assertThat(graph.weight(node.inputs().get(0)).isPresent()).isEqualTo(signed);
        for (byte one : signed ? zero.getRawData().toByteArray() : new byte[0]) {
          assertThat(one).isZero();
        }
      }
    }
  }

  @Test
  void seven_bits_stay_within_63() throws Exception {
    RandomNet net = new RandomNet(5);
    CpuInt8Emission narrow =
        CpuInt8Emission.calibrating(new FullRange(), CpuInt8Settings.usual().withSevenBits());
    EmittedGraph emitted = narrow.emit(net.model(24, 4), net.samples(24, 8));
    assertThat(emitted.remarks()).noneMatch(remark -> remark.contains("VNNI"));
    int seen = 0;
    for (OnnxMl.TensorProto weight : emitted.model().getGraph().getInitializerList()) {
      if (weight.getDataType() == OnnxMl.TensorProto.DataType.INT8_VALUE) {
        for (byte one : weight.getRawData().toByteArray()) {
          assertThat((int) one).isBetween(-63, 63);
          seen++;
        }
      }
    }
    assertThat(seen).isPositive();
  }

  @Test
  void full_bytes_are_remarked_for_processors_where_they_saturate() throws Exception {
    RandomNet net = new RandomNet(6);
    CpuInt8Emission full =
        CpuInt8Emission.calibrating(new LeastErrorRange(), CpuInt8Settings.usual());
    assertThat(full.emit(net.model(24, 4), net.samples(24, 8)).remarks())
        .anyMatch(remark -> remark.contains("without VNNI"));
  }

  @Test
  void a_product_with_weights_runs_in_whole_numbers() throws Exception {
    float[] weights = new float[64 * 32];
    Random random = new Random(1);
    for (int index = 0; index < weights.length; index++) {
      weights[index] = (float) random.nextGaussian();
    }
    OnnxMl.ModelProto model =
        Onnx.model(
            Onnx.graph(64)
                .clearInput()
                .addInput(Onnx.value("x", Onnx.FLOAT, 1, 64))
                .addInitializer(WeightNumbers.tensor("w", List.of(64L, 32L), weights))
                .addNode(Onnx.node("Gemm", List.of("x", "w"), "y")));
    List<List<Tensor>> samples = new ArrayList<>();
    for (int sample = 0; sample < 8; sample++) {
      float[] values = new float[64];
      for (int index = 0; index < 64; index++) {
        values[index] = (float) random.nextGaussian();
      }
      samples.add(List.of(Tensor.ofFloats("x", List.of(1L, 64L), values)));
    }
    EmittedGraph emitted = emission.emit(model, SampleFeed.of(samples));
    Path engine = Runs.engine(folder, emitted.model());
    assertThat(count(engine, FLOAT_LAYERS)).isZero();
    assertThat(Runs.decibel(model, engine, SampleFeed.of(samples))).isGreaterThan(30);
  }

  @Test
  void a_graph_without_layers_is_left_as_it_is() throws Exception {
    OnnxMl.ModelProto model =
        Onnx.model(Onnx.graph(2).addNode(Onnx.node("Sin", List.of("x"), "y")));
    SampleFeed samples =
        SampleFeed.of(
            List.of(
                List.of(Tensor.ofFloats("x", List.of(2L), 1, 2)),
                List.of(Tensor.ofFloats("x", List.of(2L), 3, 4))));
    EmittedGraph emitted = emission.emit(model, samples);
    assertThat(emitted.model()).isEqualTo(model);
    assertThat(emitted.remarks()).anyMatch(remark -> remark.contains("left as it is"));
  }

  @Test
  void an_old_opset_and_no_samples_are_refused_in_words() {
    RandomNet net = new RandomNet(7);
    OnnxMl.ModelProto model = net.model(24, 4);
    OnnxMl.ModelProto.Builder old = model.toBuilder();
    old.getOpsetImportBuilder(0).setVersion(12);
    assertThatThrownBy(() -> emission.emit(old.build(), net.samples(24, 8)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("opset is 12");
    assertThatThrownBy(() -> emission.emit(model, SampleFeed.of(List.of())))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no sample");
  }

  @Test
  void a_table_serves_in_place_of_calibrating_if_it_is_of_this_model() throws Exception {
    RandomNet net = new RandomNet(8);
    OnnxMl.ModelProto model = net.model(24, 6);
    SampleFeed samples = net.samples(24, 8);
    RangeTable table =
        new Calibration(new LeastErrorRange())
            .ranges(model, CpuInt8Emission.tensors(model, samples), samples);
    CpuInt8Emission emission = CpuInt8Emission.with(table, CpuInt8Settings.usual());
    assertThat(emission.emit(model, samples).model())
        .isEqualTo(emission.emit(model, samples).model());
    assertThatThrownBy(() -> emission.emit(new RandomNet(9).model(24, 6), samples))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("of model");
  }
}
