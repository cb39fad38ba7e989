package dev.gantry.converter.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.converter.Onnx;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecisionPlanTest {
  @TempDir private Path folder;

  @Test
  void rules_give_nodes_their_precision_by_name_by_pattern_and_by_operator() throws Exception {
    PrecisionPlan plan =
        read(
            """
            {
              "schema": "gantry.precision-plan/1",
              "rules": [
                {"nodes": "Conv_1", "precision": "fp32", "why": "its range is too wide"},
                {"nodes": "/head/*", "precision": "fp16"},
                {"operator": "Sigmoid", "precision": "int8"}
              ]
            }
            """);

    PlannedNodes planned = plan.on(graph());

    assertThat(precision(planned, "Conv_1")).isEqualTo("fp32");
    assertThat(precision(planned, "/head/Relu")).isEqualTo("fp16");
    assertThat(precision(planned, "/head/Neg")).isEqualTo("fp16");
    assertThat(precision(planned, "s")).isEqualTo("int8");
    assertThat(precision(planned, "Conv_2")).isEqualTo("none");
  }

  @Test
  void a_name_that_no_node_has_is_told_with_its_line_and_the_name_that_was_meant() {
    assertThatThrownBy(
            () ->
                read("""
                        {
                          "schema": "gantry.precision-plan/1",
                          "rules": [
                            {"nodes": "Conv_2", "precision": "fp32"},
                            {"nodes": "Convv_1", "precision": "fp32"},
                            {"nodes": "/tail/*", "precision": "fp32"},
                            {"operator": "Sigmoit", "precision": "fp32"}
                          ]
                        }
                        """)
                    .on(graph()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(":5: the graph has no node 'Convv_1'. Did you mean 'Conv_1'?")
        .hasMessageContaining(":6: no node's name matches '/tail/*'")
        .hasMessageContaining(":7: no node of the graph has the operator 'Sigmoit'")
        .hasMessageContaining("Did you mean 'Sigmoid'?");
  }

  @Test
  void two_rules_that_disagree_are_both_named() {
    assertThatThrownBy(
            () ->
                read("""
                        {
                          "schema": "gantry.precision-plan/1",
                          "rules": [
                            {"nodes": "Conv_*", "precision": "fp32"},
                            {"nodes": "Conv_1", "precision": "fp32"},
                            {"nodes": "Conv_2", "precision": "fp16"}
                          ]
                        }
                        """)
                    .on(graph()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(
            ":6: the rule nodes 'Conv_2': fp16 and the rule nodes 'Conv_*': fp32 in line 4"
                + " disagree about node 'Conv_2'");
  }

  @Test
  void all_that_is_wrong_in_a_file_is_told_at_once() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    {
                      "schema": "gantry.precision-plan/1",
                      "rules": [
                        {"nodes": "a", "precision": "fp31"},
                        {"precision": "fp32"},
                        {"nodes": "a", "operator": "Conv", "precision": "fp32"},
                        {"node": "a", "precision": "fp32"}
                      ]
                    }
                    """))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(":4: ")
        .hasMessageContaining("Did you mean 'fp32'?")
        .hasMessageContaining(":5: ")
        .hasMessageContaining(":6: ")
        .hasMessageContaining("Did you mean 'nodes'?");
  }

  @Test
  void the_form_of_another_version_is_refused_before_its_keys_are() {
    assertThatThrownBy(() -> read("{\"schema\": \"gantry.precision-plan/2\", \"laws\": []}"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("it follows 'gantry.precision-plan/2'")
        .hasMessageNotContaining("laws");
  }

  @Test
  void a_plan_comes_back_as_it_was_written() throws Exception {
    PrecisionPlan plan =
        PrecisionPlan.of(
            List.of(
                PlanFile.Rule.nodes("a \"quoted\" \\ name/ä", NodePrecision.FP32, "because"),
                PlanFile.Rule.operator("Softmax", NodePrecision.INT8, "why: not")));

    assertThat(read(plan.toJson()).rules()).isEqualTo(plan.rules());
    assertThat(read(PrecisionPlan.none().toJson()).rules()).isEmpty();
  }

  @Test
  void the_example_in_the_documentation_is_a_plan() throws Exception {
    PrecisionPlan example =
        PrecisionPlan.read(Path.of("..", "docs", "examples", "precision-plan.json"));

    assertThat(example.rules())
        .hasSize(3)
        .anyMatch(rule -> rule.nodes().isPresent() && rule.why().isPresent())
        .anyMatch(rule -> rule.operator().isPresent())
        .anyMatch(rule -> rule.why().isEmpty());
  }

  @Test
  void plans_that_mean_the_same_have_one_digest() {
    PlanFile.Rule one = PlanFile.Rule.nodes("a", NodePrecision.FP32, "because");
    PlanFile.Rule other = PlanFile.Rule.operator("Conv", NodePrecision.FP16, "so");
    PlanFile.Rule reworded = PlanFile.Rule.nodes("a", NodePrecision.FP32, "for another reason");
    PlanFile.Rule changed = PlanFile.Rule.nodes("a", NodePrecision.FP16, "because");

    assertThat(PrecisionPlan.of(List.of(one, other)).digest())
        .isEqualTo(PrecisionPlan.of(List.of(other, reworded, one)).digest())
        .isNotEqualTo(PrecisionPlan.of(List.of(changed, other)).digest())
        .isNotEqualTo(PrecisionPlan.none().digest());
  }

  @Test
  void a_star_stands_for_any_letters_and_nothing_else_is_special() {
    assertThat(new NamePattern("a*c").matches("abbc")).isTrue();
    assertThat(new NamePattern("a*c").matches("ac")).isTrue();
    assertThat(new NamePattern("a*c").matches("abcd")).isFalse();
    assertThat(new NamePattern("a.c").matches("abc")).isFalse();
    assertThat(new NamePattern("[0]*").matches("[0]/x")).isTrue();
    assertThat(new NamePattern("*").matches("")).isTrue();
    assertThat(new NamePattern("*a*a*a*a*a*b").matches("a".repeat(5000))).isFalse();
  }

  private PrecisionPlan read(String text) throws RefusedException, IOException {
    return PrecisionPlan.read(Files.writeString(folder.resolve("plan.json"), text));
  }

  private static String precision(PlannedNodes planned, String name) {
    return graph().nodes().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .flatMap(planned::precision)
        .map(NodePrecision::toString)
        .orElse("none");
  }

  private static Graph graph() {
    Graph graph = Graph.of(Onnx.model(Onnx.graph(1)));
    add(graph, "Conv", "Conv_1", "a", "x", "w");
    add(graph, "Conv", "Conv_2", "b", "a", "w");
    add(graph, "Relu", "/head/Relu", "c", "b");
    add(graph, "Neg", "/head/Neg", "d", "c");
    add(graph, "Sigmoid", "", "s", "d");
    return graph;
  }

  private static GraphNode add(
      Graph graph, String operator, String name, String output, String... in) {
    return graph.add(NewNode.of(operator, output, in).build().toBuilder().setName(name).build());
  }
}
