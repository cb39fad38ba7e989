package dev.gantry.golden.array;

import dev.gantry.dossier.tensor.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Puts the numbers of a TensorProto's typed fields into a tensor's bytes, if they fit its type. */
record ElementSink(ElementType type, ByteBuffer data) implements TensorMessage.NumberSink {
  @Override
  public void number(long bits) throws IOException {
    if (data.remaining() < type.bytes()) {
      throw new IOException("was changed while it was read");
    }
    switch (type) {
      case FLOAT32 -> data.putInt((int) bits);
      case FLOAT64, INT64, UINT64 -> data.putLong(bits);
      case INT32 -> data.putInt((int) within(bits, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case UINT32 -> data.putInt((int) within(bits, 0, 0xffff_ffffL));
      case INT16 -> data.putShort((short) within(bits, Short.MIN_VALUE, Short.MAX_VALUE));
      case UINT16, FLOAT16, BFLOAT16 -> data.putShort((short) within(bits, 0, 0xffff));
      case INT8 -> data.put((byte) within(bits, Byte.MIN_VALUE, Byte.MAX_VALUE));
      case UINT8 -> data.put((byte) within(bits, 0, 0xff));
      case BOOL -> data.put((byte) within(bits, 0, 1));
    }
  }

  private long within(long value, long least, long most) throws IOException {
    if (value < least || value > most) {
      throw new IOException(
          "holds "
              + value
              + " as element "
              + data.position() / type.bytes()
              + " of type "
              + type
              + ", which goes from "
              + least
              + " to "
              + most
              + ": save it again");
    }
    return value;
  }
}
