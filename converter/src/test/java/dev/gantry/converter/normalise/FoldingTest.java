package dev.gantry.converter.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.observe.SeededSamples;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.inference.InferenceLimit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldingTest {
  @TempDir Path folder;

  private NormalisedModel normalised(ModelProto proto) throws Exception {
    OnnxModel model = read(proto);
    return new ModelNormaliser().normalise(model, SeededSamples.of(model, 3, 11), OpsetRange.ANY);
  }

  private OnnxModel read(ModelProto proto) throws Exception {
    return OnnxModel.read(Files.write(folder.resolve("m.onnx"), proto.toByteArray()));
  }

  private static List<String> operators(NormalisedModel normal) {
    return normal.model().getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  private static GraphProto.Builder picture() {
    return GraphProto.newBuilder()
        .addInput(Onnx.value("x", Onnx.FLOAT, 1, 2, 4, 4))
        .addOutput(OnnxMl.ValueInfoProto.newBuilder().setName("y"));
  }

  private static TensorProto numbers(String name, long... shape) {
    int count = (int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    float[] values = new float[count];
    for (int index = 0; index < count; index++) {
      values[index] = 0.5f + 0.1f * index;
    }
    return WeightNumbers.tensor(name, java.util.Arrays.stream(shape).boxed().toList(), values);
  }

  private static GraphProto.Builder normalization(GraphProto.Builder graph, String from) {
    for (String name : List.of("scale", "offset", "mean", "variance")) {
      graph.addInitializer(numbers(name, 4));
    }
    return graph.addNode(
        Onnx.node("BatchNormalization", List.of(from, "scale", "offset", "mean", "variance"), "y"));
  }

  @Test
  void batch_normalization_goes_into_each_kind_of_layer_before_it() throws Exception {
    GraphProto.Builder convolution =
        picture()
            .addInitializer(numbers("w", 4, 2, 3, 3))
            .addNode(Onnx.node("Conv", List.of("x", "w"), "c"));
    GraphProto.Builder transposed =
        picture()
            .addInitializer(numbers("w", 2, 2, 3, 3))
            .addInitializer(numbers("b", 4))
            .addNode(
                Onnx.node("ConvTranspose", List.of("x", "w", "b"), "c")
                    .addAttribute(Onnx.attribute("group", AttributeType.INT).setI(2)));
    for (GraphProto.Builder graph : List.of(convolution, transposed)) {
      NormalisedModel normal = normalised(Onnx.model(normalization(graph, "c")));
      assertThat(operators(normal)).containsExactly(graph.getNode(0).getOpType());
      assertThat(normal.applied()).contains("fold batch normalization");
    }
    for (long turned : List.of(0L, 1L)) {
      GraphProto.Builder gemm =
          GraphProto.newBuilder()
              .addInput(Onnx.value("x", Onnx.FLOAT, 3, 2))
              .addOutput(OnnxMl.ValueInfoProto.newBuilder().setName("y"))
              .addInitializer(turned == 1 ? numbers("w", 4, 2) : numbers("w", 2, 4))
              .addInitializer(numbers("b", 1, 4))
              .addNode(
                  Onnx.node("Gemm", List.of("x", "w", "b"), "c")
                      .addAttribute(Onnx.attribute("transB", AttributeType.INT).setI(turned)));
      assertThat(operators(normalised(Onnx.model(normalization(gemm, "c")))))
          .containsExactly("Gemm");
    }
  }

  @Test
  void batch_normalization_stays_where_something_else_reads_the_layer_too() throws Exception {
    GraphProto.Builder graph =
        picture()
            .addInitializer(numbers("w", 4, 2, 3, 3))
            .addNode(Onnx.node("Conv", List.of("x", "w"), "c"))
            .addNode(Onnx.node("Relu", List.of("c"), "z"))
            .addOutput(OnnxMl.ValueInfoProto.newBuilder().setName("z"));
    assertThat(operators(normalised(Onnx.model(normalization(graph, "c")))))
        .containsExactly("Conv", "Relu", "BatchNormalization");
  }

  @Test
  void a_weight_that_two_layers_share_is_folded_for_one_of_them_only() throws Exception {
    GraphProto.Builder graph =
        picture()
            .addInitializer(numbers("w", 4, 2, 3, 3))
            .addNode(Onnx.node("Conv", List.of("x", "w"), "c"))
            .addNode(Onnx.node("Conv", List.of("x", "w"), "z"))
            .addOutput(OnnxMl.ValueInfoProto.newBuilder().setName("z"));
    NormalisedModel normal = normalised(Onnx.model(normalization(graph, "c")));
    assertThat(operators(normal)).containsExactly("Conv", "Conv");
    assertThat(normal.remarks()).isEmpty();
  }

  @Test
  void what_is_computed_of_shapes_is_a_weight_once_the_shape_is_known() throws Exception {
    ModelProto proto =
        Onnx.model(
            GraphProto.newBuilder()
                .addInput(named("x", "batch"))
                .addOutput(OnnxMl.ValueInfoProto.newBuilder().setName("y"))
                .addInitializer(WeightNumbers.tensor("zero", List.of(1L), 0L))
                .addInitializer(WeightNumbers.tensor("rest", List.of(1L), -1L))
                .addNode(Onnx.node("Shape", List.of("x"), "shape"))
                .addNode(Onnx.node("Gather", List.of("shape", "zero"), "first"))
                .addNode(
                    Onnx.node("Concat", List.of("first", "rest"), "wanted")
                        .addAttribute(Onnx.attribute("axis", AttributeType.INT)))
                .addNode(Onnx.node("Reshape", List.of("x", "wanted"), "y")));
    OnnxModel model = read(proto);
    Tensor sample = Tensor.ofFloats("x", List.of(2L, 2L), 1, 2, 3, 4);
    NormalisedModel normal =
        new ModelNormaliser()
            .normalise(model, SampleFeed.of(List.of(List.of(sample))), OpsetRange.ANY);
    assertThat(operators(normal)).containsExactly("Reshape");
    assertThat(normal.applied()).contains("fix input shapes", "fold shapes");
    Tensor other = Tensor.ofFloats("x", List.of(1L, 2L), 1, 2);
    NormalisedModel open =
        new ModelNormaliser()
            .normalise(
                model,
                SampleFeed.of(List.of(List.of(sample), List.of(other), List.of(sample))),
                OpsetRange.ANY);
    assertThat(operators(open)).as("samples of two shapes").contains("Shape", "Reshape");
  }

  private static OnnxMl.ValueInfoProto.Builder named(String name, String side) {
    OnnxMl.ValueInfoProto.Builder value = Onnx.value(name, Onnx.FLOAT, 1, 2);
    value
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .getDimBuilder(0)
        .setDimParam(side);
    return value;
  }

  @Test
  void a_shape_that_depends_on_numbers_is_never_taken_for_known() throws Exception {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addInput(Onnx.value("x", Onnx.FLOAT, 4))
            .addOutput(OnnxMl.ValueInfoProto.newBuilder().setName("y"))
            .addNode(Onnx.node("Relu", List.of("x"), "r"))
            .addNode(Onnx.node("NonZero", List.of("r"), "places"))
            .addNode(Onnx.node("Shape", List.of("places"), "y"));
    assertThat(operators(normalised(Onnx.model(graph))))
        .containsExactly("Relu", "NonZero", "Shape");
  }

  @Test
  void a_small_node_that_makes_a_large_tensor_stays_a_node() throws Exception {
    GraphProto.Builder graph =
        Onnx.graph(1)
            .addInitializer(WeightNumbers.tensor("sides", List.of(2L), 512L, 512L))
            .addInitializer(WeightNumbers.tensor("few", List.of(1L), 4L))
            .addNode(Onnx.node("ConstantOfShape", List.of("sides"), "large"))
            .addNode(Onnx.node("ConstantOfShape", List.of("few"), "small"))
            .addNode(Onnx.node("Add", List.of("x", "large"), "a"))
            .addNode(Onnx.node("ReduceSum", List.of("small"), "s"))
            .addNode(Onnx.node("Add", List.of("a", "s"), "y"));
    NormalisedModel normal = normalised(Onnx.model(graph));
    assertThat(operators(normal)).containsExactly("ConstantOfShape", "Add", "Add");
    assertThat(normal.applied()).contains("fold constants");
  }

  @Test
  void quantized_weights_stay_quantized() throws Exception {
    GraphProto.Builder graph =
        Onnx.graph(2)
            .addInitializer(WeightNumbers.tensor("q", List.of(2L), new byte[] {3, -4}))
            .addInitializer(WeightNumbers.tensor("s", List.of(), 0.5f))
            .addNode(Onnx.node("DequantizeLinear", List.of("q", "s"), "w"))
            .addNode(Onnx.node("Mul", List.of("x", "w"), "y"));
    assertThat(operators(normalised(Onnx.model(graph)))).containsExactly("DequantizeLinear", "Mul");
  }

  @Test
  void a_model_that_draws_lots_is_refused_in_words() {
    GraphProto.Builder graph =
        Onnx.graph(2)
            .addNode(Onnx.node("RandomNormalLike", List.of("x"), "noise"))
            .addNode(Onnx.node("Add", List.of("x", "noise"), "y"));
    assertThatThrownBy(() -> normalised(Onnx.model(graph)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("gives different outputs for the same input")
        .hasMessageContaining("random numbers come from RandomNormalLike 'noise'");
  }

  @Test
  void identities_and_dropout_go_and_outputs_keep_their_names() throws Exception {
    GraphProto.Builder graph =
        Onnx.graph(2)
            .addNode(Onnx.node("Identity", List.of("x"), "a"))
            .addNode(Onnx.node("Dropout", List.of("a"), "b"))
            .addNode(Onnx.node("Abs", List.of("b"), "c"))
            .addNode(Onnx.node("Identity", List.of("c"), "d"))
            .addNode(Onnx.node("Identity", List.of("d"), "y"));
    NormalisedModel normal = normalised(Onnx.model(graph));
    assertThat(operators(normal)).containsExactly("Abs");
    assertThat(normal.model().getGraph().getNode(0).getOutput(0)).isEqualTo("y");
  }

  @Test
  void dead_nodes_and_imports_that_nothing_needs_are_dropped() throws Exception {
    ModelProto.Builder model =
        Onnx.model(
            Onnx.graph(2)
                .addNode(Onnx.node("Exp", List.of("x"), "dead"))
                .addNode(Onnx.node("Log", List.of("dead"), "deader"))
                .addNode(Onnx.node("Abs", List.of("x"), "y")))
            .toBuilder();
    model.addOpsetImportBuilder().setDomain("ai.onnx.ml").setVersion(2);
    NormalisedModel normal = normalised(model.build());
    assertThat(operators(normal)).containsExactly("Abs");
    assertThat(normal.model().getOpsetImportCount()).isEqualTo(1);
    assertThat(normal.applied()).containsExactly("drop dead nodes", "drop unused imports");
  }

  @Test
  void weights_that_are_no_numbers_are_refused_and_infinite_ones_are_told() throws Exception {
    GraphProto.Builder mask =
        Onnx.graph(2)
            .addInitializer(Onnx.weight("mask", 0, Float.NEGATIVE_INFINITY))
            .addNode(Onnx.node("Add", List.of("x", "mask"), "z"))
            .addNode(Onnx.node("Softmax", List.of("z"), "y"));
    assertThat(normalised(Onnx.model(mask)).remarks())
        .containsExactly("weight 'mask' holds 1 infinite numbers");
    GraphProto.Builder failed =
        Onnx.graph(2)
            .addInitializer(Onnx.weight("w", Float.NaN, 2))
            .addNode(Onnx.node("Add", List.of("x", "w"), "y"));
    assertThatThrownBy(() -> normalised(Onnx.model(failed)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("weight 'w' holds 1 number that is NaN");
  }

  @Test
  void a_pass_that_breaks_a_model_is_taken_back_with_a_remark() throws Exception {
    OnnxModel model = read(Onnx.model(Onnx.graph(2).addNode(Onnx.node("Abs", List.of("x"), "y"))));
    SampleFeed samples = SeededSamples.of(model, 1, 5);
    EquivalenceProof proof = EquivalenceProof.of(model, samples);
    GraphPass breaking =
        new GraphPass() {
          @Override
          public String name() {
            return "break";
          }

          @Override
          public ModelProto apply(ModelProto before, PassContext scene) {
            ModelProto.Builder after = before.toBuilder();
            after.getGraphBuilder().getNodeBuilder(0).setOpType("Neg");
            return after.build();
          }
        };
    PassChain chain =
        new PassChain(
            proof,
            new PassContext(model, List.of(), OpsetRange.ANY, InferenceLimit.usual("m.onnx")),
            1,
            List.of());
    assertThat(chain.run(model.graph(), List.of(breaking))).isEqualTo(model.graph());
    assertThat(chain.applied()).isEmpty();
    assertThat(chain.remarks()).hasSize(1);
    assertThat(chain.remarks().get(0)).contains("left out 'break': output y agrees to");
  }
}
