package dev.gantry.targets.trtexec;

import dev.gantry.dossier.tensor.ElementType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that trtexec left of an output: {@code name.output.1.3.8.fp32.raw}. It replaces every byte
 * of the name outside {@code [A-Za-z0-9._,-]} by an underscore; newer ones also keep only the first
 * and the last 73 bytes of a file name above 150, with dots between.
 */
public record RawFile(String fileName, ElementType type, List<Integer> shape) {
  private static final int HALF = 73;
  private static final Pattern TAIL =
      Pattern.compile("\\.output\\.((?:\\d{1,9}(?:\\.\\d{1,9}){0,15})?)\\.([a-z0-9]{2,10})\\.raw$");

  public RawFile {
    shape = List.copyOf(shape);
  }

  /** A shell's pattern for the file of an output, whichever way its name was replaced. */
  public static String glob(String tensorName) {
    String replaced = replaced(tensorName);
    return replaced.length() <= HALF
        ? replaced + ".output.*.raw"
        : replaced.substring(0, HALF) + "*.output.*.raw";
  }

  /**
   * Empty if the file is no output's.
   *
   * @throws IOException if it is one, of a number format that cannot be read
   */
  public static Optional<RawFile> parse(String fileName) throws IOException {
    Matcher tail = TAIL.matcher(fileName);
    if (!tail.find() || tail.start() == 0) {
      return Optional.empty();
    }
    List<Integer> shape = new ArrayList<>();
    if (!tail.group(1).isEmpty()) {
      for (String dimension : tail.group(1).split("\\.", -1)) {
        shape.add(Integer.parseInt(dimension));
      }
    }
    ElementType type =
        type(tail.group(2))
            .orElseThrow(
                () ->
                    new IOException(
                        fileName
                            + " holds "
                            + tail.group(2)
                            + ", which is not read here: let the graph end in fp32"));
    return Optional.of(new RawFile(fileName, type, shape));
  }

  /** Two of these names whose files could be taken for each other, in words. */
  public static Optional<String> clash(List<String> names) {
    for (int one = 0; one < names.size(); one++) {
      for (int other = 0; other < names.size(); other++) {
        if (one != other && confused(names.get(one), names.get(other))) {
          return Optional.of(
              "trtexec names the files of the outputs '"
                  + names.get(one)
                  + "' and '"
                  + names.get(other)
                  + "' so that they cannot be told apart: rename one of them in the graph");
        }
      }
    }
    return Optional.empty();
  }

  /** Whether the pattern of one finds the file of the other, whatever stands for what. */
  private static boolean confused(String one, String other) {
    String first = replaced(one);
    String second = replaced(other);
    boolean cut = first.length() > HALF || second.length() > HALF;
    boolean alike = cut || first.length() == second.length();
    return (alike && begins(head(second), head(first))) || begins(second, head(first) + "?output?");
  }

  private static boolean begins(String text, String pattern) {
    if (text.length() < pattern.length()) {
      return false;
    }
    for (int at = 0; at < pattern.length(); at++) {
      char wanted = pattern.charAt(at);
      if (wanted != '?' && text.charAt(at) != '?' && wanted != text.charAt(at)) {
        return false;
      }
    }
    return true;
  }

  private static String head(String replaced) {
    return replaced.substring(0, Math.min(HALF, replaced.length()));
  }

  /** Byte by byte, as trtexec does it: a letter of two bytes becomes two underscores. */
  private static String replaced(String name) {
    StringBuilder replaced = new StringBuilder();
    for (byte letter : name.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          (letter >= 'a' && letter <= 'z')
              || (letter >= 'A' && letter <= 'Z')
              || (letter >= '0' && letter <= '9');
      replaced.append(plain ? (char) letter : '?');
    }
    return replaced.toString();
  }

  private static Optional<ElementType> type(String word) {
    return switch (word) {
      case "fp32" -> Optional.of(ElementType.FLOAT32);
      case "fp16" -> Optional.of(ElementType.FLOAT16);
      case "bf16" -> Optional.of(ElementType.BFLOAT16);
      case "int8" -> Optional.of(ElementType.INT8);
      case "uint8" -> Optional.of(ElementType.UINT8);
      case "int32" -> Optional.of(ElementType.INT32);
      case "int64" -> Optional.of(ElementType.INT64);
      case "bool" -> Optional.of(ElementType.BOOL);
      default -> Optional.empty();
    };
  }
}
