package dev.gantry.golden.array;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/** Tells a whole ONNX model from a damaged tensor, by the kinds of its first fields. */
final class ModelShape {
  private static final int LOOKED_AT = 64;

  private ModelShape() {}

  static boolean isIn(ByteBuffer bytes) {
    Set<Integer> seen = new HashSet<>();
    CodedInputStream input = CodedInputStream.newInstance(bytes.duplicate());
    try {
      int tag = input.readTag();
      for (int fields = 0; tag != 0 && fields < LOOKED_AT; fields++) {
        int number = WireFormat.getTagFieldNumber(tag);
        if (WireFormat.getTagWireType(tag) != wire(number)) {
          return false;
        }
        seen.add(number);
        input.skipField(tag);
        tag = input.readTag();
      }
    } catch (IOException e) {
      // A model that was cut off is a model still: what was seen before counts.
    }
    return seen.contains(ModelProto.IR_VERSION_FIELD_NUMBER)
        && (seen.contains(ModelProto.GRAPH_FIELD_NUMBER)
            || seen.contains(ModelProto.PRODUCER_NAME_FIELD_NUMBER));
  }

  private static int wire(int field) {
    boolean number =
        field == ModelProto.IR_VERSION_FIELD_NUMBER
            || field == ModelProto.MODEL_VERSION_FIELD_NUMBER;
    return number ? WireFormat.WIRETYPE_VARINT : WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }
}
