package dev.gantry.harness.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.harness.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is wrong is told all at once, with its line, before any board is touched. */
class ReleasePlannerTest extends PlanBench {
  @Test
  void a_good_release_is_planned_whole_with_its_costs() throws IOException {
    Bench.Said said = bench.gantry("plan", bench.demo().release());

    assertThat(said.code()).isZero();
    assertThat(said.results())
        .contains("cell rail-signals/fp32/cpu on bench-1, bench-2")
        .contains("latency.p99 <= 5 s")
        .contains("task.top1.night <= 10 pt")
        .contains("parity.worst >= 3 dB")
        .contains("3 trials on 3 boards")
        .contains("simulated: bench-1, bench-2, bench-3");
  }

  @Test
  void the_worst_sample_may_be_limited_otherwise() throws IOException {
    Bench.Said said =
        plan(release.replace("fp32: { sqnr", "fp32: { worst: \">= 6 dB\", sqnr"), rack);

    assertThat(said.code()).as(said.trouble()).isZero();
    assertThat(said.results()).contains("parity.worst >= 6 dB").doesNotContain(">= 3 dB");
  }

  @Test
  void a_golden_set_below_the_floor_is_refused_with_both_values() throws IOException {
    String floors =
        release.replace(
            "margin: 3 pt,",
            "margin: 3 pt, at-least: 0.5, slices-at-least: { night: 0.4 }, classes-at-least:"
                + " { clear: 0.3 },");
    Bench.Said said = plan(floors, rack);
    assertThat(said.code()).as(said.trouble()).isZero();
    assertThat(said.results())
        .contains("task.top1.at-least >= 0.5")
        .contains("task.top1.night.at-least >= 0.4")
        .contains("task.top1.at-least.clear >= 0.3");

    String high =
        floors.replace("at-least: 0.5", "at-least: 0.999").replace("clear: 0.3", "clera: 0.3");
    Bench.Said refused = plan(high, rack);
    assertThat(refused.code()).isEqualTo(64);
    assertProblem(
        refused,
        line(high, "0.999"),
        "the reference of golden set rail-signals itself reaches 0.9");
    assertProblem(refused, line(high, "0.999"), "at least 0.999 required");
    assertProblem(refused, line(high, "clera"), "is labelled for task.top1.at-least.clera");
  }

  @Test
  void limits_that_limit_nothing_or_cannot_be_proven_are_refused_with_the_least_that_makes_sense()
      throws IOException {
    String vacuous =
        release
            .replace("sqnr: \">= 80 dB\"", "sqnr: \">= -80 dB\"")
            .replace("margin: 3 pt", "margin: 0.1 pt");
    Bench.Said said = plan(vacuous, rack);
    assertThat(said.code()).isEqualTo(64);
    assertProblem(said, line(vacuous, "-80 dB"), "answers nothing but zeros");
    assertProblem(
        said, line(vacuous, "0.1 pt"), "300 samples without one changed answer prove 1.53 pt");
    assertThat(said.trouble())
        .contains("Raise the margin to 1.53 pt, or label at least 4603 samples");
  }

  @Test
  void six_mistakes_give_six_messages_with_their_lines() throws IOException {
    String six =
        release
            .replace("rail-signals/model.onnx", "rail-signals/modell.onnx")
            .replace("[fp32]", "[fp32, fp23]")
            .replace("[cpu, cpu-2t]", "[cpu, cpu-3t]")
            .replace("slices: { night: 10 pt", "slices: { nigth: 10 pt")
            .replace("p99: \"<= 5 s\"", "p99: \"<= 250 MiB\"")
            .replace("memory: { peak", "memry: { peak");

    Bench.Said said = plan(six, rack);

    assertThat(said.code()).isEqualTo(64);
    assertProblem(said, line(six, "modell"), "there is no such file");
    assertProblem(said, line(six, "fp23"), "fp23");
    assertProblem(said, line(six, "cpu-3t"), "Did you mean 'cpu-2t'?");
    assertProblem(said, line(six, "nigth"), "Did you mean 'night'?");
    assertProblem(said, line(six, "250 MiB"), "p99");
    assertProblem(said, line(six, "memry"), "Did you mean 'memory'?");
    assertThat(said.trouble()).contains("6 problems; nothing was changed.");
  }

  @Test
  void mistakes_of_both_files_and_of_the_out_folder_come_together() throws IOException {
    Path out = Files.createDirectories(folder.resolve("out"));
    Files.writeString(out.resolve("thesis.txt"), "not ours");
    Path bad = Files.writeString(demo.resolve("bad.yaml"), release.replace("top1", "top2"));
    Path badRack =
        Files.writeString(demo.resolve("bad-rack.yaml"), rack.replace("bench-2", "bench-1"));

    Bench.Said said = bench.gantry("run", bad, "--rack", badRack, "--out", out);

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble())
        .contains("bad.yaml:" + line(release, "top1"))
        .contains("bad-rack.yaml:")
        .contains("bench-1")
        .contains("is there already and not empty");
    assertThat(out.toFile().list()).containsExactly("thesis.txt");
  }

  @Test
  void a_kind_without_a_board_is_told_where_the_release_asks_for_it() throws IOException {
    Bench.Said said =
        plan(release, rack.replace("  - { name: bench-3, kind: cpu-2t, embedded: true }\n", ""));

    assertThat(said.code()).isEqualTo(64);
    assertProblem(said, line(release, "[cpu, cpu-2t]"), "kind 'cpu-2t' has no board");
  }

  @Test
  void a_name_that_no_system_has_is_a_problem_of_the_file() throws IOException {
    Bench.Said said =
        plan(release.replace("rail-signals/model.onnx", "\"rail\\0signals.onnx\""), rack);

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains("edited.yaml:" + line(release, "onnx:"));
  }

  @Test
  void one_address_under_two_names_and_a_waiver_of_everything_are_refused() throws IOException {
    Bench.Said said =
        plan(
            release
                + "\nwaivers: [{ finding: \"*/*/*/*/*\", owner: o, reason: r, expires: 2030-01-01 }]\n",
            rack.replace(
                    "bench-1, kind: cpu, embedded: true",
                    "bench-1, kind: cpu, ssh: { host: h, user: u }")
                .replace(
                    "bench-2, kind: cpu, embedded: true",
                    "bench-2, kind: cpu, ssh: { host: h, user: u }"));

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble())
        .contains("boards 'bench-1' and 'bench-2' have one address, h:22")
        .contains("would waive everything");
  }

  @Test
  void what_this_version_cannot_honour_is_refused_rather_than_ignored() throws IOException {
    Bench.Said said =
        plan(
            release.replace("p50: \"<= 50 ms\"", "regression: \"<= 5 %\""),
            rack.replace("backend: onnxruntime, threads: 1 }", "backend: trtexec, threads: 1 }"));

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble())
        .contains("compares with no baseline")
        .contains("which TensorRT the boards of this kind have is not said");
  }

  @Test
  void a_precision_plan_that_names_no_node_is_refused_at_its_line_before_any_board()
      throws IOException {
    Files.writeString(
        demo.resolve("int8.json"),
        """
        { "schema": "gantry.precision-plan/1",
          "rules": [
            { "operator": "Gemm", "precision": "fp32" },
            { "nodes": "no-such-node", "precision": "fp32" } ] }
        """);
    String planned =
        release.replace("[fp32]", "[fp32, int8]\n    plans: { int8: int8.json, fp16: none.json }");

    Bench.Said said = plan(planned, rack);

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble())
        .contains("int8.json:4", "no-such-node")
        .contains("there is a plan for fp16, which is not among the precisions")
        .contains("none.json")
        .doesNotContain("Gemm'");
    assertProblem(said, line(planned, "plans:"), "no-such-node");
  }

  @Test
  void rules_that_no_conversion_could_honour_are_refused_at_their_lines() throws IOException {
    Files.writeString(demo.resolve("bytes.json"), rule("fp16"));
    Files.writeString(demo.resolve("both.json"), rule("fp16"));
    Files.writeString(demo.resolve("halves.json"), rule("int8"));
    Files.writeString(demo.resolve("floats.json"), rule("fp32"));
    String planned =
        release.replace(
            "[fp32]",
            "[fp32, fp16, int8, int8+fp16]\n    plans: { fp32: floats.json, fp16: halves.json,"
                + " int8: bytes.json, int8+fp16: both.json }");

    Bench.Said said = plan(planned, rack);

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble())
        .contains("bytes.json:3 the plan wants fp16 for Gemm, and an int8 variant has none")
        .contains("halves.json:3 the plan wants int8 for Gemm, and an fp16 variant has none")
        .contains("floats.json:3 the plan wants fp32 for Gemm, and a plan has nothing to say")
        .contains("both.json:3", "4 problems");
  }

  @Test
  void what_variants_are_made_with_is_told() throws IOException {
    Files.writeString(demo.resolve("bytes.json"), rule("fp32"));
    Bench.Said said =
        plan(
            release.replace(
                "[fp32]",
                "[fp32, int8]\n    plans: { int8: bytes.json }\n"
                    + "    calibration: { samples: 8, method: entropy }"),
            rack);

    assertThat(said.code()).as(said.trouble()).isZero();
    assertThat(said.results())
        .contains("ranges by entropy on 8 of rail-signals (")
        .contains("nodes of int8 by plan ");
  }

  private static String rule(String precision) {
    return """
        { "schema": "gantry.precision-plan/1",
          "rules": [
            { "operator": "Gemm", "precision": "%s" } ] }
        """
        .formatted(precision);
  }

  @Test
  void a_cell_of_which_nothing_is_demanded_is_refused() throws IOException {
    String bare =
        release
            .lines()
            .filter(line -> !line.matches(" *(task|latency|memory|parity|fp32):.*"))
            .reduce("", (text, line) -> text + line + "\n");

    Bench.Said said = plan(bare, rack);

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains("could never pass");
  }

  @Test
  void a_waiver_that_covers_nothing_is_a_slip_of_the_pen() throws IOException {
    Bench.Said said =
        plan(
            release
                + "\nwaivers:\n  - { finding: rail-signals/fp32/cpu/bench-9/latency.p99,"
                + " owner: rail, reason: tracked, expires: 2030-01-01 }\n",
            rack);

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains("matches no finding of this plan");
  }

  @Test
  void a_refused_run_leaves_nothing_behind() throws IOException {
    Path out = folder.resolve("never");
    Path bad = Files.writeString(demo.resolve("bad.yaml"), release.replace("fp32", "fp31"));

    assertThat(bench.gantry("run", bad, "--out", out).code()).isEqualTo(64);
    assertThat(out).doesNotExist();
  }
}
