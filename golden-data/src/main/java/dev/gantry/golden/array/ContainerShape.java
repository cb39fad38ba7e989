package dev.gantry.golden.array;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tells an optional or a sequence of ONNX (OptionalProto, SequenceProto) from a tensor. Its fields
 * have the numbers of a tensor's, so that its name reads like dims and its kind like a data type.
 */
final class ContainerShape {
  private static final int NAME = 1;
  private static final int KIND = 2;

  /**
   * Where the values of each kind stand: none, tensors, sparse ones, sequences, maps, optionals.
   */
  private static final List<Integer> FIELDS = List.of(0, 3, 4, 5, 6, 7);

  private static final int SEQUENCES = 3;
  private static final int OPTIONALS = 5;

  private final String name;
  private final int values;

  private ContainerShape(String name, int values) {
    this.name = name;
    this.values = values;
  }

  /** Behind "is not a tensor"; empty for what may well be one. */
  static String hint(ByteBuffer bytes) {
    try {
      ContainerShape shape = read(CodedInputStream.newInstance(bytes.duplicate()));
      if (shape.values > 0) {
        return ", it is an optional or a sequence: save each tensor whole, in its own file";
      }
      return shape.name.isEmpty()
          ? ""
          : ", it looks like an optional or a sequence that holds nothing, with the name '"
              + shape.name
              + "': save a tensor";
    } catch (IOException e) {
      return "";
    }
  }

  private static ContainerShape read(CodedInputStream input) throws IOException {
    String name = "";
    int kind = -1;
    int field = 0;
    int values = 0;
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      int number = WireFormat.getTagFieldNumber(tag);
      require(
          WireFormat.getTagWireType(tag)
              == (number == KIND
                  ? WireFormat.WIRETYPE_VARINT
                  : WireFormat.WIRETYPE_LENGTH_DELIMITED));
      if (number == KIND) {
        kind = input.readInt32();
      } else if (number == NAME) {
        require(name.isEmpty());
        name = new String(input.readByteArray(), StandardCharsets.UTF_8);
        require(name.matches("[A-Za-z_][A-Za-z0-9_.:/-]*"));
      } else {
        require(field == 0 || field == number);
        field = number;
        values++;
        value(input, number);
      }
    }
    require(kind >= 0 && kind < FIELDS.size() && (values == 0 || field == FIELDS.get(kind)));
    return new ContainerShape(name, values);
  }

  /** What stands where a tensor has whole numbers is looked into: a tensor may stand there too. */
  private static void value(CodedInputStream input, int field) throws IOException {
    boolean nested = field == FIELDS.get(SEQUENCES) || field == FIELDS.get(OPTIONALS);
    byte[] inside = input.readByteArray();
    if (nested && inside.length > 0) {
      read(CodedInputStream.newInstance(inside));
    }
  }

  private static void require(boolean fits) throws IOException {
    if (!fits) {
      throw new IOException("is something else");
    }
  }
}
