package dev.gantry.golden.array;

import dev.gantry.dossier.tensor.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A bool is one byte, 0 or 1: engines disagree about what any other byte means. */
final class BoolByteCheck {
  private BoolByteCheck() {}

  static void require(ElementType type, ByteBuffer bytes) throws IOException {
    if (type != ElementType.BOOL) {
      return;
    }
    int start = bytes.position();
    for (int index = start; index < bytes.limit(); index++) {
      byte one = bytes.get(index);
      if (one != 0 && one != 1) {
        throw new IOException(
            "holds the byte "
                + (one & 0xff)
                + " as element "
                + (index - start)
                + " of type bool, where only 0 and 1 are: save it as bool again");
      }
    }
  }
}
