package dev.gantry.golden.array;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One walk over the fields of a TensorProto. The generated parser would unfold every number and
 * every unknown field first, tens of bytes for one of the file; this one counts.
 */
final class TensorMessage {
  private static final int MOST_DIMENSIONS = 64;
  private static final int LONGEST_NAME = 1 << 16;

  private final CodedInputStream input;
  private final NumberSink sink;
  private final List<Long> dims = new ArrayList<>();
  private final Map<TensorField, Long> counts = new EnumMap<>(TensorField.class);
  private String name = "";
  private int dataType;
  private int rawAt;

  private TensorMessage(ByteBuffer bytes, NumberSink sink) {
    this.input = CodedInputStream.newInstance(bytes.duplicate());
    this.sink = sink;
  }

  /** Tells each number as the long, or the bits of the float or double, that the file holds. */
  interface NumberSink {
    void number(long bits) throws IOException;
  }

  static TensorHead read(ByteBuffer bytes, NumberSink sink) throws IOException {
    return new TensorMessage(bytes, sink).head();
  }

  private TensorHead head() throws IOException {
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      int wire = WireFormat.getTagWireType(tag);
      int number = WireFormat.getTagFieldNumber(tag);
      Optional<TensorField> numbers = TensorField.of(number);
      if (numbers.isPresent()) {
        numbers(numbers.get(), wire);
      } else {
        field(number, wire);
      }
    }
    return new TensorHead(name, dataType, dims, counts, rawAt);
  }

  private void field(int number, int wire) throws IOException {
    switch (number) {
      case TensorProto.DIMS_FIELD_NUMBER -> dims(wire);
      case TensorProto.DATA_TYPE_FIELD_NUMBER -> {
        require(number, wire, WireFormat.WIRETYPE_VARINT);
        dataType = input.readInt32();
      }
      case TensorProto.NAME_FIELD_NUMBER -> {
        require(number, wire, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        name = name();
      }
      case TensorProto.DOC_STRING_FIELD_NUMBER, TensorProto.METADATA_PROPS_FIELD_NUMBER -> {
        require(number, wire, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        input.skipRawBytes(length());
      }
      case TensorProto.DATA_LOCATION_FIELD_NUMBER -> {
        require(number, wire, WireFormat.WIRETYPE_VARINT);
        if (input.readInt32() != TensorProto.DataLocation.DEFAULT_VALUE) {
          throw external();
        }
      }
      case TensorProto.EXTERNAL_DATA_FIELD_NUMBER -> {
        require(number, wire, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        throw external();
      }
      case TensorProto.STRING_DATA_FIELD_NUMBER -> {
        require(number, wire, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        throw new IOException(
            "holds strings; Gantry's tensors are numbers: encode them before the model");
      }
      case TensorProto.SEGMENT_FIELD_NUMBER -> {
        require(number, wire, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        throw new IOException(
            "is a sequence of tensors, or a segment of one: save each tensor whole, in its own"
                + " file");
      }
      default ->
          throw new IOException(
              "is not a tensor: no tensor has a field "
                  + number
                  + ". Is there garbage at its end?");
    }
  }

  private void dims(int wire) throws IOException {
    if (wire == WireFormat.WIRETYPE_VARINT) {
      dimension();
      return;
    }
    require(TensorProto.DIMS_FIELD_NUMBER, wire, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    int outer = input.pushLimit(length());
    while (!input.isAtEnd()) {
      dimension();
    }
    input.popLimit(outer);
  }

  private void dimension() throws IOException {
    if (dims.size() == MOST_DIMENSIONS) {
      throw new IOException("declares more than " + MOST_DIMENSIONS + " dimensions");
    }
    dims.add(input.readInt64());
  }

  private void numbers(TensorField field, int wire) throws IOException {
    if (field == TensorField.RAW_DATA) {
      require(TensorProto.RAW_DATA_FIELD_NUMBER, wire, field.wire());
      int length = length();
      if (count(field) > 0 && length > 0) {
        throw new IOException("carries its numbers more than once, in [raw_data]: save it again");
      }
      rawAt = length > 0 ? input.getTotalBytesRead() : rawAt;
      counts.merge(field, (long) length, Long::sum);
      input.skipRawBytes(length);
    } else if (wire == field.wire()) {
      counts.merge(field, 1L, Long::sum);
      sink.number(number(field));
    } else {
      require(-1, wire, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      long count = 0;
      int outer = input.pushLimit(length());
      for (; !input.isAtEnd(); count++) {
        sink.number(number(field));
      }
      input.popLimit(outer);
      counts.merge(field, count, Long::sum);
    }
  }

  private long number(TensorField field) throws IOException {
    return switch (field) {
      case FLOAT_DATA -> input.readFixed32();
      case DOUBLE_DATA -> input.readFixed64();
      // Negative numbers stand there as 64 bits, or shortened to 32.
      case INT32_DATA -> input.readInt32();
      case INT64_DATA, UINT64_DATA, RAW_DATA -> input.readInt64();
    };
  }

  private long count(TensorField field) {
    return counts.getOrDefault(field, 0L);
  }

  private String name() throws IOException {
    int length = length();
    if (length > LONGEST_NAME) {
      throw new IOException("has a name of " + length + " bytes: it is damaged");
    }
    return new String(input.readRawBytes(length), StandardCharsets.UTF_8);
  }

  private int length() throws IOException {
    int length = input.readRawVarint32();
    int limit = input.getBytesUntilLimit();
    if (length < 0 || (limit >= 0 && length > limit)) {
      throw new IOException("is cut off, or is not a tensor: a field leads past the end");
    }
    return length;
  }

  private static void require(int number, int found, int wanted) throws IOException {
    if (found != wanted) {
      throw new IOException(
          "is not a tensor: field "
              + (number < 0 ? "of numbers" : String.valueOf(number))
              + " is of another kind than a tensor's");
    }
  }

  private static IOException external() {
    return new IOException(
        "keeps its numbers in another file (external data): save it with its data inside");
  }
}
