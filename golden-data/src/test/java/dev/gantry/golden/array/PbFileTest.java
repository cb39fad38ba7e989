package dev.gantry.golden.array;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.ByteArrayOutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PbFileTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("input_0.pb");
  }

  private Tensor read(TensorProto.Builder proto) throws Exception {
    return PbFile.read(Files.write(file(), proto.build().toByteArray()));
  }

  /** The typed form of a tensor, put together by the generated classes. */
  private static TensorProto.Builder typed(Tensor tensor) {
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setName(tensor.name())
            .addAllDims(tensor.spec().shape())
            .setDataType(TensorTypes.write(tensor.spec().type()));
    ByteBuffer data = tensor.data();
    while (data.hasRemaining()) {
      switch (tensor.spec().type()) {
        case FLOAT32 -> proto.addFloatData(data.getFloat());
        case FLOAT64 -> proto.addDoubleData(data.getDouble());
        case INT64 -> proto.addInt64Data(data.getLong());
        case UINT64 -> proto.addUint64Data(data.getLong());
        case UINT32 -> proto.addUint64Data(data.getInt() & 0xffff_ffffL);
        case INT32 -> proto.addInt32Data(data.getInt());
        case INT16 -> proto.addInt32Data(data.getShort());
        case UINT16, FLOAT16, BFLOAT16 -> proto.addInt32Data(data.getShort() & 0xffff);
        case INT8 -> proto.addInt32Data(data.get());
        case UINT8, BOOL -> proto.addInt32Data(data.get() & 0xff);
      }
    }
    return proto;
  }

  @Test
  void every_type_comes_back_from_its_typed_field_and_from_raw_data() throws Exception {
    Random random = new Random(41);
    for (ElementType type : ElementType.values()) {
      for (List<Long> shape : Samples.SHAPES) {
        Tensor tensor = Samples.tensor("x", type, shape, random);
        assertThat(read(typed(tensor))).as("%s%s typed", type, shape).isEqualTo(tensor);
        TensorProto.Builder raw =
            TensorProto.newBuilder()
                .setName("x")
                .addAllDims(shape)
                .setDataType(TensorTypes.write(type))
                .setRawData(ByteString.copyFrom(tensor.data()));
        assertThat(read(raw)).as("%s%s raw", type, shape).isEqualTo(tensor);
      }
    }
  }

  @Test
  void every_type_comes_back_as_it_was_written_and_the_generated_classes_agree() throws Exception {
    Random random = new Random(42);
    for (ElementType type : ElementType.values()) {
      for (List<Long> shape : Samples.SHAPES) {
        Tensor tensor = Samples.tensor("x", type, shape, random);
        PbFile.write(file(), tensor);
        assertThat(PbFile.read(file())).isEqualTo(tensor);
        TensorProto proto = TensorProto.parseFrom(Files.readAllBytes(file()));
        assertThat(proto.getDimsList()).isEqualTo(shape);
        assertThat(proto.getName()).isEqualTo("x");
        assertThat(proto.getDataType()).isEqualTo(TensorTypes.write(type));
        assertThat(proto.getRawData().asReadOnlyByteBuffer()).isEqualTo(tensor.data());
      }
    }
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  /** The hex is what onnx.numpy_helper.from_array of onnx 1.23.1 wrote. */
  @Test
  void the_bytes_are_those_of_onnx() throws Exception {
    PbFile.write(file(), Tensor.ofFloats("x", List.of(1L, 2L), 1, 0.5f));
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(file())))
        .isEqualTo("0801080210014201784a080000803f0000003f");
    PbFile.write(file(), Tensor.ofFloats("", List.of(0L)));
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(file()))).isEqualTo("080010014a00");
  }

  @Test
  void a_tensor_without_a_name_has_none_and_a_scalar_has_one_element() throws Exception {
    Tensor tensor = read(TensorProto.newBuilder().setDataType(1).addFloatData(2.5f));
    assertThat(tensor.name()).isEmpty();
    assertThat(tensor.spec().shape()).isEmpty();
    assertThat(tensor.floats()).containsExactly(2.5f);
  }

  @Test
  void numbers_one_by_one_and_in_several_runs_are_read_in_their_order() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream output = CodedOutputStream.newInstance(bytes);
    output.writeInt64(7, -1);
    output.writeByteArray(7, new byte[] {2, 3});
    output.writeInt64(7, Long.MAX_VALUE);
    output.writeInt32(2, TensorProto.DataType.INT64_VALUE);
    // Dims as a run, as protobuf 3 writes them, and behind the numbers.
    output.writeByteArray(1, new byte[] {2, 2});
    output.flush();
    ByteBuffer data = PbFile.read(Files.write(file(), bytes.toByteArray())).data();
    assertThat(data.asLongBuffer())
        .isEqualTo(LongBuffer.wrap(new long[] {-1, 2, 3, Long.MAX_VALUE}));
  }

  @Test
  void a_negative_int_shortened_to_five_bytes_is_read() throws Exception {
    byte[] bytes = HexFormat.of().parseHex("1006" + "2a05" + "ffffffff0f");
    assertThat(PbFile.read(Files.write(file(), bytes)).data().getInt()).isEqualTo(-1);
  }

  @Test
  void words_about_the_tensor_are_passed_over() throws Exception {
    TensorProto.Builder proto =
        TensorProto.newBuilder().setDataType(1).addFloatData(1).setDocString("from the lab");
    assertThat(read(proto.setDataLocation(TensorProto.DataLocation.DEFAULT)).floats())
        .containsExactly(1);
  }

  @Test
  void a_large_file_is_mapped_and_takes_no_memory() throws Exception {
    // More than the tests may use, and sparse.
    int elements = 300 << 20;
    byte[] head = HexFormat.of().parseHex("088080809601" + "1001" + "4a808080d804");
    try (RandomAccessFile big = new RandomAccessFile(file().toFile(), "rw")) {
      big.write(head);
      big.setLength(head.length + elements * 4L);
      big.seek(big.length() - 1);
      big.write(0x3f);
    }
    Tensor tensor = PbFile.read(file());
    assertThat(tensor.spec())
        .isEqualTo(new TensorSpec("", ElementType.FLOAT32, List.of(314572800L)));
    assertThat(tensor.data().getFloat((elements - 1) * 4)).isEqualTo(0.5f);
  }
}
