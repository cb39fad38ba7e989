package dev.gantry.golden.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PbRefusalTest {
  @TempDir Path folder;

  private void assertRefused(byte[] bytes, String words) {
    Path file = folder.resolve("input_0.pb");
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThatIOException().isThrownBy(() -> PbFile.read(file)).withMessageContaining(words);
  }

  private void assertRefused(TensorProto.Builder proto, String words) {
    assertRefused(proto.build().toByteArray(), words);
  }

  private void assertHexRefused(String hex, String words) {
    assertRefused(HexFormat.of().parseHex(hex), words);
  }

  private static TensorProto.Builder floats(long... dims) {
    TensorProto.Builder proto = TensorProto.newBuilder().setDataType(DataType.FLOAT_VALUE);
    Arrays.stream(dims).forEach(proto::addDims);
    return proto;
  }

  private static TensorProto.Builder raw(DataType type, int bytes) {
    return TensorProto.newBuilder()
        .setDataType(type.getNumber())
        .setRawData(ByteString.copyFrom(new byte[bytes]));
  }

  @Test
  void an_empty_file_is_no_empty_tensor() {
    assertRefused(new byte[0], "is empty: an empty file parses as an empty tensor, but nothing");
  }

  @Test
  void a_tensor_without_a_type_is_refused() {
    assertRefused(TensorProto.newBuilder().addDims(1), "says no data type");
    assertRefused(TensorProto.newBuilder().addDims(0), "says no data type");
  }

  @Test
  void types_that_are_not_read_are_refused_by_name() {
    assertRefused(raw(DataType.STRING, 0), "holds strings; Gantry's tensors are numbers");
    assertRefused(
        TensorProto.newBuilder().addStringData(ByteString.copyFromUtf8("a")), "holds strings");
    assertRefused(raw(DataType.COMPLEX64, 8), "holds complex64, which no tensor of Gantry has");
    assertRefused(raw(DataType.COMPLEX128, 16), "holds complex128");
    assertRefused(raw(DataType.FLOAT8E4M3FN, 1), "holds float8e4m3fn");
    assertRefused(raw(DataType.FLOAT8E5M2FNUZ, 1), "holds float8e5m2fnuz");
    assertRefused(raw(DataType.INT4, 1), "holds int4");
    assertRefused(raw(DataType.UINT4, 1), "holds uint4");
    assertHexRefused("10174a0101", "holds data type 23");
    assertHexRefused("10ffffffffffffffffff014a0101", "holds data type -1");
  }

  @Test
  void numbers_that_do_not_match_the_dims_are_refused_with_both() {
    TensorProto.Builder squeezed = floats(224, 224);
    squeezed.setRawData(ByteString.copyFrom(new byte[451584 * 4]));
    assertRefused(
        squeezed, "declares dims [224, 224] = 50176 elements of float32, but carries 451584: save");
    assertRefused(floats(2).addFloatData(1), "dims [2] = 2 elements of float32, but carries 1");
    assertRefused(floats(2), "dims [2] = 2 elements of float32, but carries 0");
    assertRefused(floats(), "dims [] = 1 elements of float32, but carries 0");
    assertRefused(
        floats(2).setRawData(ByteString.copyFrom(new byte[7])),
        "but carries 7 bytes, which are no whole number of them");
    assertRefused(floats(2, 0, 8).addFloatData(1), "= 0 elements of float32, but carries 1");
  }

  @Test
  void dims_that_no_tensor_has_are_refused() {
    assertRefused(floats(2, -2).addFloatData(1), "declares the dimension -2 in dims [2, -2]");
    assertRefused(floats(1L << 40, 1L << 40), "larger than any memory");
    assertRefused(floats(Long.MAX_VALUE), "larger than any memory");
    assertRefused(floats(1L << 35), "but carries 0");
    assertRefused(floats(new long[65]), "declares more than 64 dimensions");
  }

  @Test
  void numbers_carried_twice_are_refused() {
    assertRefused(
        floats(1).addFloatData(1).setRawData(ByteString.copyFrom(new byte[4])),
        "carries its numbers more than once, in [raw_data, float_data]");
    assertRefused(floats(1).addFloatData(1).addInt64Data(1), "in [float_data, int64_data]");
    assertHexRefused("100108014a04000000004a0400000000", "more than once, in [raw_data]");
  }

  @Test
  void numbers_in_the_field_of_another_type_are_refused() {
    assertRefused(floats(1).addInt32Data(1), "declares float32, but carries int32_data");
    assertRefused(
        raw(DataType.UINT32, 0).addDims(1).addInt32Data(1),
        "declares uint32, but carries int32_data");
  }

  @Test
  void numbers_outside_their_type_are_refused() {
    assertRefused(
        raw(DataType.INT8, 0).addDims(2).addInt32Data(1).addInt32Data(128),
        "holds 128 as element 1 of type int8, which goes from -128 to 127");
    assertRefused(raw(DataType.UINT8, 0).addInt32Data(-1), "holds -1 as element 0 of type uint8");
    assertRefused(raw(DataType.FLOAT16, 0).addInt32Data(65536), "holds 65536");
    assertRefused(raw(DataType.UINT32, 0).addUint64Data(1L << 32), "holds 4294967296");
    assertRefused(raw(DataType.BOOL, 0).addInt32Data(2), "holds 2 as element 0 of type bool");
    assertRefused(
        TensorProto.newBuilder()
            .setDataType(DataType.BOOL_VALUE)
            .setRawData(ByteString.copyFrom(new byte[] {2})),
        "holds the byte 2 as element 0 of type bool");
  }

  @Test
  void data_elsewhere_is_refused() {
    TensorProto.Builder proto = floats(1);
    proto.addExternalDataBuilder().setKey("location").setValue("/etc/passwd");
    assertRefused(proto, "keeps its numbers in another file (external data)");
    assertRefused(floats(1).setDataLocation(TensorProto.DataLocation.EXTERNAL), "external data");
    assertHexRefused("10017009", "external data");
  }

  @Test
  void segments_and_sequences_are_refused() {
    TensorProto.Builder proto = floats(1);
    proto.getSegmentBuilder().setBegin(0).setEnd(1);
    assertRefused(proto, "is a sequence of tensors, or a segment of one");
  }

  @Test
  void optionals_and_sequences_are_refused_as_what_they_are() {
    String named = "0a03" + HexFormat.of().formatHex("opt".getBytes(StandardCharsets.UTF_8));
    String tensor = HexFormat.of().formatHex(floats(1).addFloatData(1).build().toByteArray());
    String list = named + "1001" + "1a" + length(tensor) + tensor;
    assertHexRefused(list, "it is an optional or a sequence: save each tensor whole");
    assertHexRefused("1001" + "1a" + length(tensor) + tensor, "it is an optional or a sequence");
    assertHexRefused("1003" + "2a" + length(list) + list, "it is an optional or a sequence");
    assertHexRefused("1005" + "3a" + length(list) + list, "it is an optional or a sequence");
    assertHexRefused(
        named + "1001",
        "is not a tensor, it looks like an optional or a sequence that holds nothing, with the name"
            + " 'opt'");
  }

  @Test
  void a_damaged_tensor_is_not_taken_for_an_optional() {
    TensorProto.Builder packed = TensorProto.newBuilder().setDataType(DataType.INT8_VALUE);
    packed.addInt32Data(10).addInt32Data(1).addInt32Data(97);
    assertRefused(packed, "declares dims [] = 1 elements of int8, but carries 3");
    assertHexRefused("0a02036010014a0100", "but carries 1 bytes");
  }

  private static String length(String hex) {
    return HexFormat.of().toHexDigits((byte) (hex.length() / 2));
  }

  @Test
  void unknown_fields_and_garbage_at_the_end_are_refused() {
    byte[] good = floats(1).addFloatData(1).build().toByteArray();
    for (String garbage : List.of("7801", "a00601", "0b0c", "ff", "00", "fa3f00", "0801")) {
      byte[] tail = HexFormat.of().parseHex(garbage);
      byte[] bytes = Arrays.copyOf(good, good.length + tail.length);
      System.arraycopy(tail, 0, bytes, good.length, tail.length);
      // The last is a dimension more, which one element still fills.
      if (!garbage.equals("0801")) {
        assertRefused(bytes, garbage.startsWith("7") ? "no tensor has a field 15" : "is ");
      }
    }
  }

  @Test
  void fields_of_another_kind_are_refused() {
    assertHexRefused("1201411001", "is not a tensor: field 2 is of another kind");
    assertHexRefused("1001400142", "is not a tensor: field 8 is of another kind");
    assertHexRefused("100120014a00", "is not a tensor: field of numbers is of another kind");
    assertHexRefused("10014801", "is not a tensor: field 9 is of another kind");
  }

  @Test
  void a_tensor_cut_anywhere_is_refused() {
    byte[] whole =
        floats(2, 2)
            .setName("image")
            .setRawData(ByteString.copyFrom(new byte[16]))
            .build()
            .toByteArray();
    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length), "");
    }
    assertRefused(Arrays.copyOf(whole, whole.length - 1), "is cut off");
  }

  @Test
  void lengths_are_not_believed() {
    assertHexRefused("10014affffffff07", "is cut off");
    assertHexRefused("10014affffffff0f", "is cut off");
    assertHexRefused("100142ffffffff07", "is cut off");
    assertRefused(floats(1).setName("x".repeat(70_000)), "has a name of 70000 bytes");
    assertHexRefused("10010affffffff07", "is cut off");
    assertHexRefused("100122ffffffff07", "is cut off");
    assertHexRefused("10012203000000", "is cut off");
  }

  @Test
  void a_whole_model_is_told_as_one() {
    OnnxMl.ModelProto.Builder model =
        OnnxMl.ModelProto.newBuilder().setIrVersion(8).setProducerName("pytorch");
    model.getGraphBuilder().setName("main");
    assertRefused(model.build().toByteArray(), "is not a tensor, it is a whole ONNX model");
  }

  @Test
  void files_of_other_kinds_are_told_by_their_kind() {
    assertRefused(text("<!DOCTYPE html><html>"), "is not a tensor, it is text");
    assertRefused(text("version https://git-lfs.github.com/spec/v1"), "a Git LFS pointer");
    assertRefused(Samples.npy("<f4", "(2,)", 8), "it is a NumPy array: name it .npy");
    assertRefused(NpzFileTest.zip(true, "a.npy", new byte[9]), "is it an .npz?");
    assertRefused(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0}, "compressed with gzip");
  }

  private static byte[] text(String words) {
    return words.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void files_above_two_gibibytes_are_refused_unread() throws Exception {
    Path file = folder.resolve("big.pb");
    try (RandomAccessFile big = new RandomAccessFile(file.toFile(), "rw")) {
      big.setLength(5L << 30);
    }
    assertThatIOException()
        .isThrownBy(() -> PbFile.read(file))
        .withMessageContaining("has 5.0 GiB, and no protobuf is above 2.0 GiB");
  }

  @Test
  void small_numbers_that_unfold_to_more_than_memory_are_refused() throws Exception {
    // 180 MiB of one-byte numbers are 1.4 GiB of int64.
    int count = 180 << 20;
    Path file = folder.resolve("unfolding.pb");
    try (RandomAccessFile big = new RandomAccessFile(file.toFile(), "rw")) {
      big.write(HexFormat.of().parseHex("088080805a10073a8080805a"));
      big.setLength(big.length() + count);
    }
    assertThat(count).isEqualTo(0x5a << 21);
    assertThatIOException()
        .isThrownBy(() -> PbFile.read(file))
        .withMessageContaining("needs 1.4 GiB, and this process may use");
  }
}
