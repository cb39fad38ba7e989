package dev.gantry.converter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.normalise.Normaliser;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadModelTest {
  private static final List<List<Tensor>> SAMPLE =
      List.of(List.of(Tensor.ofFloats("x", List.of(2L), 1, 2)));

  @TempDir Path folder;

  private static ModelProto good() {
    return Onnx.model(
        Onnx.graph(2)
            .addNode(Onnx.node("Add", List.of("x", "w"), "y"))
            .addInitializer(Onnx.weight("w", 1, 2)));
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("model.onnx"), bytes);
  }

  private String refusal(byte[] bytes) throws IOException {
    return refusal(file(bytes));
  }

  private String refusal(ModelProto model) throws IOException {
    return refusal(model.toByteArray());
  }

  private static String refusal(Path file) {
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> OnnxModel.read(file));
    assertThat(refused).as("it is refused").isNotNull();
    assertThat(refused.problems()).allSatisfy(problem -> assertThat(problem.remedy()).isNotBlank());
    return refused.getMessage();
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
      Throwable thrown =
          catchThrowable(() -> new Normaliser().normalise(OnnxModel.read(cut), SAMPLE));
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
      Throwable thrown =
          catchThrowable(() -> new Normaliser().normalise(OnnxModel.read(file), SAMPLE));
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

  @Test
  void weights_whose_bytes_do_not_match_their_shape_are_refused() throws Exception {
    for (List<Long> shape :
        List.of(
            List.of(3L),
            List.of(-1L),
            List.of(1L << 40),
            List.of(1L << 32, 1L << 32),
            List.of(Long.MAX_VALUE, 2L),
            List.of(0L))) {
      ModelProto.Builder model = good().toBuilder();
      model.getGraphBuilder().getInitializerBuilder(0).clearDims().addAllDims(shape);
      assertThat(refusal(model.build())).contains("weight 'w'");
    }
  }

  private ModelProto outside(TensorProto.Builder weight) {
    return Onnx.model(
        Onnx.graph(2).addNode(Onnx.node("Add", List.of("x", "w"), "y")).addInitializer(weight));
  }

  @Test
  void external_data_beside_the_model_is_taken_in() throws Exception {
    Files.write(folder.resolve("w.bin"), Onnx.weight("w", 5, 6).getRawData().toByteArray());
    OnnxModel model = OnnxModel.read(file(outside(Onnx.external("w", "w.bin", 2)).toByteArray()));
    ModelProto normal = ModelProto.parseFrom(new Normaliser().normalise(model, SAMPLE));
    assertThat(normal.getGraph().getInitializer(0)).isEqualTo(Onnx.weight("w", 5, 6).build());
  }

  @Test
  void external_data_outside_the_folder_is_refused_unread() throws Exception {
    for (String location :
        List.of("../w.bin", "/etc/hostname", "a/../../w.bin", "", "..", "a/../../../etc/passwd")) {
      assertThat(refusal(outside(Onnx.external("w", location, 2))))
          .as(location)
          .contains("weight 'w' lies outside the model's folder: " + location);
    }
  }

  @Test
  void external_data_with_a_name_that_no_file_can_have_is_refused() throws Exception {
    assertThat(refusal(outside(Onnx.external("w", "a\u0000b", 2)))).contains("weight 'w'");
  }

  @Test
  void external_data_that_is_missing_or_too_short_is_refused() throws Exception {
    assertThat(refusal(outside(Onnx.external("w", "none.bin", 2))))
        .contains("external data file none.bin is not beside it");
    Files.write(folder.resolve("w.bin"), new byte[7]);
    assertThat(
            refusal(
                outside(
                    Onnx.external("w", "w.bin", 2)
                        .addExternalData(entry("offset", "0"))
                        .addExternalData(entry("length", "8")))))
        .contains("bytes 0 to 8 of w.bin, which has 7");
    for (String number : List.of("-1", "99999999999999999999", "1e3", "", " 1")) {
      assertThat(
              refusal(
                  outside(Onnx.external("w", "w.bin", 2).addExternalData(entry("offset", number)))))
          .as(number)
          .contains("w.bin");
    }
    assertThat(refusal(outside(Onnx.external("w", "w.bin", 2))))
        .as("without a length, the shape says how much is needed")
        .contains("w.bin, which has 7");
  }

  @Test
  void a_tiny_file_that_claims_huge_external_weights_allocates_nothing() throws Exception {
    Files.write(folder.resolve("w.bin"), new byte[8]);
    assertThat(refusal(outside(Onnx.external("w", "w.bin", 500_000_000))))
        .contains("w.bin, which has 8");
  }

  @Test
  void a_tiny_file_that_claims_huge_weights_within_allocates_nothing() throws Exception {
    Path file =
        file(
            outside(
                    TensorProto.newBuilder()
                        .setName("w")
                        .setDataType(Onnx.FLOAT)
                        .addDims(2_000_000_000))
                .toByteArray());
    assertThatThrownBy(() -> new Normaliser().normalise(OnnxModel.read(file), SAMPLE))
        .isInstanceOf(RefusedException.class);
  }

  private static StringStringEntryProto.Builder entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value);
  }
}
