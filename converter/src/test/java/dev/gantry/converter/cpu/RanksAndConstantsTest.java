package dev.gantry.converter.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.calibrate.LeastErrorRange;
import dev.gantry.converter.graph.NewNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RanksAndConstantsTest {

  @TempDir private Path folder;

  private List<String> operators(SmallNet net, OnnxMl.ModelProto model) throws Exception {
    CpuInt8Emission emission = CpuInt8Emission.calibrating(new LeastErrorRange(), Runs.settings());
    Path engine = Runs.engine(folder, emission.emit(model, net.samples()).model());
    assertThat(Runs.decibel(model, engine, net.samples())).isGreaterThan(25);
    return OnnxMl.ModelProto.parseFrom(Files.readAllBytes(engine)).getGraph().getNodeList().stream()
        .map(OnnxMl.NodeProto::getOpType)
        .toList();
  }

  @Test
  void a_convolution_of_one_dimension_runs_in_whole_numbers() throws Exception {
    SmallNet net = new SmallNet(1L, 24L, 40L);
    net.conv("x", "a", 24, 32, 3, 1).node("Relu", "b", "a").conv("b", "y", 32, 16, 1, 1);
    assertThat(operators(net, net.to("y"))).contains("QLinearConv").doesNotContain("Conv");
  }

  @Test
  void a_convolution_of_three_dimensions_stays_in_float() throws Exception {
    SmallNet net = new SmallNet(1L, 4L, 6L, 6L, 6L);
    net.conv("x", "y", 4, 8, 3, 1);
    assertThat(operators(net, net.to("y"))).contains("Conv").doesNotContain("QLinearConv");
  }

  @Test
  void a_product_of_three_dimensions_runs_in_whole_numbers() throws Exception {
    SmallNet net = new SmallNet(1L, 50L, 64L);
    net.constant("w", List.of(64L, 64L)).node("MatMul", "y", "x", "w");
    assertThat(operators(net, net.to("y")))
        .doesNotContain("MatMul")
        .anyMatch(operator -> operator.contains("MatMul"));
  }

  @Test
  void a_product_whose_bias_is_one_number_or_one_row_runs_in_whole_numbers() throws Exception {
    for (List<Long> bias :
        List.of(List.<Long>of(), List.of(1L), List.of(64L), List.of(1L, 64L), List.of(1L, 1L))) {
      SmallNet net = new SmallNet(50L, 64L);
      net.constant("w", List.of(64L, 64L)).constant("b", bias).node("Gemm", "y", "x", "w", "b");
      assertThat(operators(net, net.to("y"))).as("bias %s", bias).contains("QGemm");
    }
  }

  @Test
  void a_product_with_a_bias_for_each_row_stays_in_float() throws Exception {
    SmallNet net = new SmallNet(50L, 64L);
    net.constant("w", List.of(64L, 64L)).constant("b", List.of(50L, 1L));
    net.node("Gemm", "y", "x", "w", "b");
    assertThat(operators(net, net.to("y"))).contains("Gemm").doesNotContain("QGemm");
  }

  @Test
  void sums_products_and_joins_with_constants_stay_right_at_any_rank() throws Exception {
    for (Long[] shape : List.of(new Long[] {1L, 24L, 40L}, new Long[] {1L, 24L, 10L, 10L})) {
      for (String operator : List.of("Add", "Mul", "Concat")) {
        SmallNet net = new SmallNet(shape);
        net.conv("x", "a", 24, 24, 3, 1).constant("c", List.of(shape));
        NewNode with = NewNode.of(operator, "b", "a", "c");
        net.node(operator.equals("Concat") ? with.with("axis", 1) : with);
        net.conv("b", "y", operator.equals("Concat") ? 48 : 24, 24, 3, 1);
        assertThat(operators(net, net.to("y"))).as(operator).contains("QLinearConv");
      }
    }
  }

  @Test
  void a_sigmoid_that_gates_its_own_input_stays_in_bytes() throws Exception {
    SmallNet net = new SmallNet(1L, 24L, 10L, 10L);
    net.conv("x", "a", 24, 24, 3, 1).node("Sigmoid", "s", "a").node("Mul", "b", "a", "s");
    net.conv("b", "y", 24, 24, 3, 1);
    assertThat(operators(net, net.to("y")))
        .contains("QLinearSigmoid", "QLinearMul")
        .doesNotContain("Sigmoid", "Mul");
  }

  @Test
  void a_sigmoid_that_is_the_answer_stays_in_float() throws Exception {
    SmallNet net = new SmallNet(1L, 24L, 10L, 10L);
    net.conv("x", "a", 24, 24, 3, 1).node("Sigmoid", "y", "a");
    assertThat(operators(net, net.to("y"))).contains("Sigmoid").doesNotContain("QLinearSigmoid");
  }

  @Test
  void a_small_product_stays_in_float_beside_a_large_convolution() throws Exception {
    SmallNet net = new SmallNet(1L, 24L, 20L, 20L);
    net.conv("x", "a", 24, 24, 3, 1).node("GlobalAveragePool", "p", "a").node("Flatten", "f", "p");
    net.constant("w", List.of(24L, 8L)).node("Gemm", "y", "f", "w");
    assertThat(operators(net, net.to("y"))).contains("QLinearConv", "Gemm");
  }
}
