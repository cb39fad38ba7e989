package dev.gantry.converter.model;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Classifies a file by its first bytes, to recognise the usual things that are not a model but are
 * named like one.
 */
enum FileLook {
  EMPTY("is empty", "export or fetch it again"),
  GIT_LFS_POINTER(
      "is a Git LFS pointer, not the model itself", "run 'git lfs pull' where it came from"),
  WEB_PAGE("is a web page, not a model", "the download gave a login or error page; fetch it again"),
  ARCHIVE("is an archive, not a model", "unpack it and name the .onnx file inside"),
  TEXT("is text, not a model", "name an .onnx file"),
  MAYBE_A_MODEL("", "");

  private final String words;
  private final String remedy;

  FileLook(String words, String remedy) {
    this.words = words;
    this.remedy = remedy;
  }

  static FileLook of(byte[] bytes) {
    if (bytes.length == 0) {
      return EMPTY;
    }
    String raw = new String(bytes, 0, Math.min(bytes.length, 512), StandardCharsets.ISO_8859_1);
    // Before blanks are stripped: to Java the first byte of a gzip file is one.
    if (raw.startsWith("PK\u0003\u0004") || raw.startsWith("\u001f\u008b")) {
      return ARCHIVE;
    }
    String start = raw.stripLeading().toLowerCase(Locale.ROOT);
    if (start.startsWith("version https://git-lfs")) {
      return GIT_LFS_POINTER;
    }
    if (start.startsWith("<!doctype") || start.startsWith("<html") || start.startsWith("<?xml")) {
      return WEB_PAGE;
    }
    boolean printable = start.chars().allMatch(FileLook::isPrintable);
    return printable && bytes.length > 16 ? TEXT : MAYBE_A_MODEL;
  }

  private static boolean isPrintable(int letter) {
    return (letter >= ' ' && letter <= '~') || letter == '\t' || letter == '\n' || letter == '\r';
  }

  String words() {
    return words;
  }

  String remedy() {
    return remedy;
  }
}
