package dev.gantry.golden.archive;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The rule for names of packed files: relative, plain, and short enough for any file system. */
final class EntryName {
  private static final int LONGEST = 4096;
  private static final int LONGEST_PART = 255;
  private static final int DEEPEST = 64;

  private EntryName() {}

  /** What is wrong with a name, as words that continue after it; nothing for a good one. */
  static Optional<String> fault(String name) {
    if (name.isEmpty()) {
      return Optional.of("is empty");
    }
    if (bytes(name) > LONGEST) {
      return Optional.of("has " + bytes(name) + " bytes, at most " + LONGEST + " are allowed");
    }
    if (name.chars().anyMatch(one -> Character.isISOControl(one) || one == '\ufffd')) {
      return Optional.of("has characters that do not print, or is not UTF-8");
    }
    if (name.startsWith("/") || name.contains("\\") || name.matches("[A-Za-z]:.*")) {
      return Optional.of("is not relative, with '/' between its parts");
    }
    List<String> parts = Arrays.asList(name.split("/", -1));
    if (parts.contains("..") || parts.contains(".") || parts.contains("")) {
      return Optional.of("leads elsewhere: it has '..', '.' or nothing as a part");
    }
    if (parts.size() > DEEPEST) {
      return Optional.of("is more than " + DEEPEST + " folders deep");
    }
    return parts.stream().anyMatch(part -> bytes(part) > LONGEST_PART)
        ? Optional.of("has a part of more than " + LONGEST_PART + " bytes")
        : faultHere(name);
  }

  /** Where the language settings know ASCII only, Java can name no other file. */
  private static Optional<String> faultHere(String name) {
    try {
      return Path.of(name).isAbsolute() ? Optional.of("is not relative") : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.of("is no name that Java can use here: set LC_ALL=C.UTF-8");
    }
  }

  /** A name as it may stand in a message: printable and not endless. */
  static String quoted(String name) {
    String plain = name.replaceAll("\\p{Cntrl}", "?");
    return "'" + (plain.length() <= 120 ? plain : plain.substring(0, 120) + "...") + "'";
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
