package dev.gantry.golden.array;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.files.PartFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/** One tensor in a file as ONNX test data has it: a TensorProto, in whichever form it stands. */
public final class PbFile {
  // A process has some 65,000 mappings and each costs a page at least, so small files are copied.
  private static final long MAPPED_FROM = 16L << 20;

  private PbFile() {}

  /**
   * Holds the bytes of a large file once, in its mapping: such a file may be replaced while the
   * tensor is in use, but not cut short or overwritten.
   */
  public static Tensor read(Path file) throws IOException {
    ByteBuffer bytes = bytes(file);
    try {
      return read(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw mistaken(bytes, new IOException("is cut off, or is not a tensor", e));
    } catch (IOException e) {
      throw mistaken(bytes, e);
    }
  }

  /** Writes the bytes that onnx.numpy_helper.from_array writes. */
  public static void write(Path file, Tensor tensor) throws IOException {
    byte[] head = head(tensor);
    if (head.length + (long) tensor.data().remaining() > Integer.MAX_VALUE) {
      throw new IOException("would be above 2.0 GiB, which no protobuf can be: write it as .npy");
    }
    try (PartFile part = PartFile.of(file)) {
      part.write(ByteBuffer.wrap(head));
      part.write(tensor.data());
      part.finish();
    }
  }

  private static Tensor read(ByteBuffer bytes) throws IOException {
    TensorHead head = TensorMessage.read(bytes, number -> {});
    TensorSpec spec = head.spec();
    Optional<TensorField> source = head.source();
    ByteBuffer data;
    if (source.isEmpty()) {
      data = ByteBuffer.allocate(0);
    } else if (source.get() == TensorField.RAW_DATA) {
      long length = Tensor.byteCount(spec.type(), spec.shape());
      data = bytes.slice(head.rawAt(), Math.toIntExact(length));
    } else {
      data = HeapRoom.ofThisProcess().take(Tensor.byteCount(spec.type(), spec.shape()));
      TensorMessage.read(bytes, new ElementSink(spec.type(), data));
      data.flip();
    }
    BoolByteCheck.require(spec.type(), data);
    return new Tensor(spec, data);
  }

  private static ByteBuffer bytes(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size == 0) {
        throw new IOException(
            "is empty: an empty file parses as an empty tensor, but nothing was saved");
      }
      if (size > Integer.MAX_VALUE) {
        throw new IOException(
            "has " + new ByteCount(size) + ", and no protobuf is above 2.0 GiB: save it as .npy");
      }
      if (size >= MAPPED_FROM) {
        return channel.map(FileChannel.MapMode.READ_ONLY, 0, size).order(ByteOrder.LITTLE_ENDIAN);
      }
      ByteBuffer bytes = HeapRoom.ofThisProcess().take(size);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw new IOException("ends early: it is being changed");
        }
      }
      return bytes.flip();
    }
  }

  private static IOException mistaken(ByteBuffer bytes, IOException e) {
    byte[] start = new byte[Math.min(256, bytes.capacity())];
    bytes.get(0, start);
    String hint = ModelShape.isIn(bytes) ? ", it is a whole ONNX model" : ForeignFile.hint(start);
    hint = hint.isEmpty() ? ContainerShape.hint(bytes) : hint;
    return hint.isEmpty() ? e : new IOException("is not a tensor" + hint, e);
  }

  private static byte[] head(Tensor tensor) throws IOException {
    TensorSpec spec = tensor.spec();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream output = CodedOutputStream.newInstance(bytes);
    for (long side : spec.shape()) {
      output.writeInt64(TensorProto.DIMS_FIELD_NUMBER, side);
    }
    output.writeInt32(TensorProto.DATA_TYPE_FIELD_NUMBER, TensorTypes.write(spec.type()));
    if (!spec.name().isEmpty()) {
      output.writeString(TensorProto.NAME_FIELD_NUMBER, spec.name());
    }
    output.writeTag(TensorProto.RAW_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    output.writeUInt32NoTag(tensor.data().remaining());
    output.flush();
    return bytes.toByteArray();
  }
}
