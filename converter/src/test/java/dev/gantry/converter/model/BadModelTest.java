package dev.gantry.converter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.ModelProto;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.normalise.ModelNormaliser;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class BadModelTest extends RefusedModels {
  private static final List<List<Tensor>> SAMPLE =
      List.of(List.of(Tensor.ofFloats("x", List.of(2L), 1, 2)));

  private static byte[] normalise(OnnxModel model, List<List<Tensor>> samples) throws Exception {
    return new ModelNormaliser()
        .normalise(model, SampleFeed.of(samples), OpsetRange.ANY)
        .model()
        .toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_good_model_is_read_with_the_digest_of_its_bytes() throws Exception {
    byte[] bytes = good().toByteArray();
    OnnxModel model = OnnxModel.read(file(bytes));
    assertThat(model.graph()).isEqualTo(good());
    assertThat(model.digest()).isEqualTo(dev.gantry.dossier.Digest.of(bytes));
  }

  @Test
  void what_is_usually_named_a_model_by_mistake_is_told() throws Exception {
    assertThat(refusal(new byte[0])).contains("model.onnx: is empty");
    assertThat(refusal(text("<!DOCTYPE html><html>log in</html>"))).contains("is a web page");
    assertThat(refusal(text("\n\n  <html lang=en>"))).contains("is a web page");
    assertThat(
            refusal(
                text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n")))
        .contains("is a Git LFS pointer")
        .contains("git lfs pull");
    assertThat(refusal(text("{\"error\": \"repository not found\"}"))).contains("is text");
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream stream = new ZipOutputStream(zip)) {
      stream.putNextEntry(new ZipEntry("model.onnx"));
      stream.write(good().toByteArray());
    }
    assertThat(refusal(zip.toByteArray())).contains("is an archive");
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream stream = new GZIPOutputStream(gzip)) {
      stream.write(good().toByteArray());
    }
    assertThat(refusal(gzip.toByteArray())).contains("is an archive");
    assertThat(refusal(folder)).contains("is a folder");
    assertThat(refusal(folder.resolve("none.onnx"))).contains("there is no such file");
  }

  @Test
  void a_model_cut_anywhere_is_refused_or_whole_in_itself_but_never_crashes() throws Exception {
    byte[] whole = good().toByteArray();
    int refused = 0;
    for (int length = 0; length < whole.length; length++) {
      Path cut = file(Arrays.copyOf(whole, length));
      Throwable thrown = catchThrowable(() -> normalise(OnnxModel.read(cut), SAMPLE));
      assertThat(thrown == null || thrown instanceof RefusedException)
          .as("%d of %d bytes: %s", length, whole.length, thrown)
          .isTrue();
      refused += thrown == null ? 0 : 1;
    }
    // The last field is the operator set: whatever is cut there or before is missed.
    assertThat(refused).isEqualTo(whole.length);
  }

  @Test
  void whatever_is_flipped_in_a_model_it_is_a_graph_or_a_refusal() throws Exception {
    long seed = 7_501;
    Random random = new Random(seed);
    byte[] whole = good().toByteArray();
    for (int round = 0; round < 1_500; round++) {
      byte[] hostile = whole.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        hostile[random.nextInt(hostile.length)] = (byte) random.nextInt(256);
      }
      Path file = file(hostile);
      Throwable thrown = catchThrowable(() -> normalise(OnnxModel.read(file), SAMPLE));
      assertThat(thrown == null || thrown instanceof RefusedException)
          .as("seed %d, round %d: %s", seed, round, thrown)
          .isTrue();
    }
  }

  @Test
  void a_graph_that_no_runtime_takes_is_refused_with_what_is_wrong() throws Exception {
    assertThat(refusal(good().toBuilder().clearGraph().build())).contains("holds no graph");
    assertThat(refusal(good().toBuilder().setIrVersion(99).build())).contains("IR version 99");
    assertThat(refusal(good().toBuilder().clearOpsetImport().build()))
        .contains("names no operator set");
    assertThat(
            refusal(
                good().toBuilder()
                    .setOpsetImport(0, OnnxMl.OperatorSetIdProto.newBuilder().setVersion(9_999))
                    .build()))
        .contains("operator set 9999");
    ModelProto.Builder foreign = good().toBuilder();
    foreign.getGraphBuilder().getNodeBuilder(0).setDomain("acme").setOpType("Magic");
    assertThat(refusal(foreign.build())).contains("no runtime here knows: acme.Magic");
  }

  @Test
  void a_foreign_operator_hidden_in_a_branch_is_found() throws Exception {
    OnnxMl.GraphProto.Builder branch =
        OnnxMl.GraphProto.newBuilder()
            .setName("branch")
            .addNode(Onnx.node("Magic", List.of("x"), "z").setDomain("acme"))
            .addOutput(Onnx.value("z", Onnx.FLOAT));
    ModelProto model =
        Onnx.model(
            Onnx.graph(2)
                .addNode(
                    Onnx.node("If", List.of("c"), "y")
                        .addAttribute(
                            Onnx.attribute("then_branch", OnnxMl.AttributeProto.AttributeType.GRAPH)
                                .setG(branch))));
    assertThat(refusal(model)).contains("acme.Magic");
  }

  @Test
  void all_problems_of_a_model_are_told_at_once() throws Exception {
    ModelProto.Builder model = good().toBuilder().setIrVersion(99);
    model.getGraphBuilder().getInitializerBuilder(0).clearDims().addDims(3);
    assertThat(refusal(model.build()))
        .contains("IR version 99")
        .contains("weight 'w' holds 8 bytes");
  }
}
