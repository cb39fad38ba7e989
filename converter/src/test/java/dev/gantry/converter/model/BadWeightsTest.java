package dev.gantry.converter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.normalise.ModelNormaliser;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadWeightsTest extends RefusedModels {
  private static final List<List<Tensor>> SAMPLE =
      List.of(List.of(Tensor.ofFloats("x", List.of(2L), 1, 2)));

  @TempDir Path outside;

  private static byte[] normalise(OnnxModel model, List<List<Tensor>> samples) throws Exception {
    return new ModelNormaliser()
        .normalise(model, SampleFeed.of(samples), OpsetRange.ANY)
        .model()
        .toByteArray();
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

  @Test
  void weights_written_number_by_number_are_counted_too() throws Exception {
    ModelProto.Builder model = good().toBuilder();
    TensorProto.Builder weight = model.getGraphBuilder().getInitializerBuilder(0);
    weight.clearRawData().addFloatData(1);
    assertThat(refusal(model.build()))
        .contains("weight 'w' holds 1 numbers where its shape [2] needs 2");
    weight.addFloatData(2);
    assertThat(OnnxModel.read(file(model.build().toByteArray())).graph()).isNotNull();
    weight.setRawData(com.google.protobuf.ByteString.copyFrom(new byte[8]));
    assertThat(refusal(model.build())).as("both ways at once").contains("weight 'w' holds 8 bytes");
  }

  private ModelProto outside(TensorProto.Builder weight) {
    return Onnx.model(
        Onnx.graph(2).addNode(Onnx.node("Add", List.of("x", "w"), "y")).addInitializer(weight));
  }

  @Test
  void external_data_beside_the_model_is_taken_in() throws Exception {
    Files.write(folder.resolve("w.bin"), Onnx.weight("w", 5, 6).getRawData().toByteArray());
    OnnxModel model = OnnxModel.read(file(outside(Onnx.external("w", "w.bin", 2)).toByteArray()));
    ModelProto normal = ModelProto.parseFrom(normalise(model, SAMPLE));
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
          .contains(
              "weight 'w' lies in another file at offset '"
                  + number
                  + "', which is no count of bytes")
          .doesNotContain("bytes -1 to");
      assertThat(
              refusal(
                  outside(Onnx.external("w", "w.bin", 2).addExternalData(entry("length", number)))))
          .as(number)
          .contains("at length '" + number + "'");
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
    assertThatThrownBy(() -> normalise(OnnxModel.read(file), SAMPLE))
        .isInstanceOf(RefusedException.class);
  }

  private static StringStringEntryProto.Builder entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value);
  }

  @Test
  void external_data_behind_a_link_that_leads_out_is_refused() throws Exception {
    Files.write(outside.resolve("secret.bin"), new byte[8]);
    Files.createSymbolicLink(folder.resolve("w.bin"), outside.resolve("secret.bin"));
    assertThat(refusal(outside(Onnx.external("w", "w.bin", 2))))
        .contains("weight 'w' lies outside the model's folder: w.bin");
    Files.createSymbolicLink(folder.resolve("sub"), outside);
    assertThat(refusal(outside(Onnx.external("w", "sub/secret.bin", 2))))
        .contains("lies outside the model's folder");
    Files.write(folder.resolve("real.bin"), Onnx.weight("w", 5, 6).getRawData().toByteArray());
    Files.createSymbolicLink(folder.resolve("alias.bin"), Path.of("real.bin"));
    OnnxModel.read(file(outside(Onnx.external("w", "alias.bin", 2)).toByteArray()));
  }

  @Test
  void external_data_is_looked_at_in_branches_attributes_and_functions() throws Exception {
    TensorProto.Builder far = Onnx.external("far", "../w.bin", 2);
    OnnxMl.NodeProto.Builder constant =
        Onnx.constant(
            "c", Onnx.attribute("value", OnnxMl.AttributeProto.AttributeType.TENSOR).setT(far));
    assertThat(refusal(with(constant, Onnx.node("Add", List.of("x", "c"), "y")).build()))
        .contains("weight 'far' lies outside");
    ModelProto.Builder branch = with();
    branch
        .getGraphBuilder()
        .addNode(
            Onnx.node("If", List.of("x"), "y")
                .addAttribute(
                    Onnx.attribute("then_branch", OnnxMl.AttributeProto.AttributeType.GRAPH)
                        .setG(
                            OnnxMl.GraphProto.newBuilder()
                                .addInitializer(far)
                                .addOutput(Onnx.value("far", Onnx.FLOAT)))));
    assertThat(refusal(branch.build())).contains("weight 'far' lies outside");
    ModelProto.Builder function = good().toBuilder();
    function.addFunctions(
        OnnxMl.FunctionProto.newBuilder()
            .setName("f")
            .setDomain("own")
            .addOutput("c")
            .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(17))
            .addNode(constant));
    assertThat(refusal(function.build())).contains("weight 'far' lies outside");
  }
}
