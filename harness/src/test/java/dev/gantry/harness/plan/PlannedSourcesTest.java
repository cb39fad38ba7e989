package dev.gantry.harness.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import dev.gantry.dossier.Digest;
import dev.gantry.files.FileDigest;
import dev.gantry.harness.Bench;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Models and golden sets that cannot be what a release says they are. */
class PlannedSourcesTest extends PlanBench {
  @Test
  void what_is_not_a_model_is_told_for_what_it_is() throws IOException {
    Path model = demo.resolve("rail-signals/model.onnx");
    byte[] good = Files.readAllBytes(model);
    assertRefusedModel(new byte[0], "is empty");
    assertRefusedModel(text("<!DOCTYPE html><html>Sign in</html>"), "is a web page");
    assertRefusedModel(
        text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"),
        "is a Git LFS pointer");
    assertRefusedModel(Arrays.copyOf(good, good.length / 2), "not a whole ONNX file");
    assertRefusedModel(Arrays.copyOf(good, good.length - 1), "not a whole ONNX file");
    Files.write(model, good);
    assertThat(plan(release, rack).code()).isZero();
  }

  @Test
  void a_golden_set_of_another_model_does_not_fit() throws IOException {
    OnnxMl.ValueInfoProto.Builder value = OnnxMl.ValueInfoProto.newBuilder();
    value
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(OnnxMl.TensorProto.DataType.FLOAT_VALUE)
        .getShapeBuilder()
        .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(4));
    OnnxMl.ModelProto.Builder other = OnnxMl.ModelProto.newBuilder().setIrVersion(8);
    other.addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(17));
    other
        .getGraphBuilder()
        .setName("other")
        .addInput(value.setName("x"))
        .addOutput(value.setName("y"))
        .addNode(OnnxMl.NodeProto.newBuilder().setOpType("Relu").addInput("x").addOutput("y"));
    Files.write(demo.resolve("other.onnx"), other.build().toByteArray());

    Bench.Said said = plan(release.replace("rail-signals/model.onnx", "other.onnx"), rack);

    assertThat(said.code()).isEqualTo(64);
    assertProblem(said, line(release, "golden:"), "does not fit the model");
    assertThat(said.trouble()).contains("image float32[1, 3, 48, 48]", "x float32[4]");
  }

  @Test
  void a_changed_picture_in_the_golden_set_is_refused() throws IOException {
    Path picture = demo.resolve("rail-signals/set/images/0007.png");
    byte[] bytes = Files.readAllBytes(picture);
    bytes[bytes.length - 20] ^= 1;
    Files.write(picture, bytes);
    // Under another name: unpacking the demo again would mend the picture.
    Path copy = Files.writeString(demo.resolve("copy.yaml"), release);

    Bench.Said said = bench.gantry("plan", copy);

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains("0007.png", "the manifest says");
  }

  @Test
  void a_broken_picture_with_the_right_digest_is_told_before_the_board_is_touched()
      throws IOException {
    Path set = demo.resolve("rail-signals/set");
    Path picture = set.resolve("images/0007.png");
    Path manifest = set.resolve("golden.yaml");
    Digest before = FileDigest.of(picture);
    byte[] whole = Files.readAllBytes(picture);
    Files.write(picture, Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(
        manifest,
        Files.readString(manifest).replace(before.toString(), FileDigest.of(picture).toString()));
    Path copy = Files.writeString(demo.resolve("copy.yaml"), release);

    Bench.Said said = bench.gantry("plan", copy);

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble())
        .contains("images/0007.png ends early", "copy.yaml:" + line(release, "golden:"));
  }

  @Test
  void references_of_another_model_are_refused() throws IOException {
    Path manifest = demo.resolve("rail-signals/set/golden.yaml");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceAll("model: \"sha256:[0-9a-f]*\"", "model: \"sha256:" + "0".repeat(64) + "\""));
    Path copy = Files.writeString(demo.resolve("copy.yaml"), release);

    Bench.Said said = bench.gantry("plan", copy);

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains("was captured from model sha256:000");
  }

  @Test
  void a_slice_with_a_twin_that_differs_in_case_only_is_refused_where_it_is_limited()
      throws IOException {
    Path manifest = demo.resolve("rail-signals/set/golden.yaml");
    Files.writeString(
        manifest, Files.readString(manifest).replaceFirst("slices: \\[night", "slices: [Night"));
    Path copy = Files.writeString(demo.resolve("copy.yaml"), release);

    Bench.Said said = bench.gantry("plan", copy);

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble())
        .contains("copy.yaml:" + line(release, "slices:"))
        .contains("has a slice 'Night' too, which differs in case only and would not be limited");
  }

  @Test
  void models_that_differ_in_case_only_are_refused_with_both_lines() throws IOException {
    String twin =
        release.substring(release.indexOf("  - name:")).replace("rail-signals\n", "Rail-Signals\n");

    Bench.Said said = plan(release + twin, rack);

    assertThat(said.code()).isEqualTo(64);
    assertProblem(
        said,
        line(release + twin, "Rail-Signals"),
        "the name 'Rail-Signals' differs from 'rail-signals' in case only");
  }

  @Test
  void samples_that_do_not_feed_the_model_cannot_calibrate_it() throws IOException {
    Path others = bench.wholeDemo().folder().resolve("free-space/set");
    String calibrated =
        release.replace(
            "[fp32]", "[fp32, int8]\n    calibration: { golden: " + others + ", samples: 8 }");

    Bench.Said said = plan(calibrated, rack);

    assertThat(said.code()).isEqualTo(64);
    assertProblem(said, line(calibrated, "calibration:"), "does not fit the model");
  }

  @Test
  void a_metric_that_the_golden_set_cannot_give_is_refused_at_its_line() throws IOException {
    String boxes = release.replace("metric: top1", "metric: map50");

    Bench.Said said = plan(boxes, rack);

    assertThat(said.code()).isEqualTo(64);
    assertProblem(said, line(boxes, "map50"), "map50 is measured on boxes");
    assertThat(said.trouble()).contains("Limit top1");
  }

  @Test
  void a_task_without_any_label_is_refused() throws IOException {
    Path manifest = demo.resolve("rail-signals/set/golden.yaml");
    Files.writeString(manifest, Files.readString(manifest).replaceAll("label: [a-z-]+, ", ""));
    Path copy = Files.writeString(demo.resolve("copy.yaml"), release);

    Bench.Said said = bench.gantry("plan", copy);

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble())
        .contains("copy.yaml:" + line(release, "top1"))
        .contains("no sample of golden set rail-signals is labelled for top1");
  }

  private void assertRefusedModel(byte[] bytes, String words) throws IOException {
    Path model = demo.resolve("rail-signals/model.onnx");
    Files.write(model, bytes);
    Bench.Said said = plan(release, rack);
    assertThat(said.code()).isEqualTo(64);
    assertProblem(said, line(release, "onnx:"), words);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
