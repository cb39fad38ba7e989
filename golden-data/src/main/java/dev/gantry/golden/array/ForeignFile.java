package dev.gantry.golden.array;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Guesses from its first bytes what a file is that is not what it was taken for. */
final class ForeignFile {
  private static final int LOOKED_AT = 256;
  private static final List<Start> STARTS =
      List.of(
          new Start("version https://git-lfs", "a Git LFS pointer: fetch the file, git lfs pull"),
          new Start("\u0093NUMPY", "a NumPy array: name it .npy"),
          new Start("PK\u0003\u0004", "a zip archive: is it an .npz?"),
          new Start("\u001f\u008b", "compressed with gzip: gunzip it first"),
          new Start("\u00fd7zXZ\u0000", "compressed with xz: unxz it first"),
          new Start("\u0089PNG", "a PNG picture"),
          new Start("\u00ff\u00d8\u00ff", "a JPEG picture"),
          new Start("\u0080\u0002", "a Python pickle"),
          new Start("\u0080\u0004\u0095", "a Python pickle"));

  private record Start(String bytes, String name) {}

  private ForeignFile() {}

  /** Behind a refusal: ", it is a ...", or nothing where the bytes tell nothing. */
  static String hint(byte[] head) {
    if (head.length == 0) {
      return ", it is empty";
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    for (Start start : STARTS) {
      // The reader may have looked at fewer bytes than the longest beginning has.
      if (text.startsWith(start.bytes()) || (head.length >= 8 && start.bytes().startsWith(text))) {
        return ", it is " + start.name();
      }
    }
    return isText(head) ? ", it is text" : "";
  }

  private static boolean isText(byte[] head) {
    for (int index = 0; index < Math.min(head.length, LOOKED_AT); index++) {
      byte one = head[index];
      boolean blank = one == '\n' || one == '\r' || one == '\t';
      if (!blank && (one < ' ' || one > '~')) {
        return false;
      }
    }
    return head.length >= 4;
  }
}
