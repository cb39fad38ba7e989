package dev.gantry.targets.trtexec;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells which TensorRT each JetPack brings, so that a plan can be made before a board was asked.
 */
public final class JetPacks {
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,2})\\.(\\d{1,2})(?:\\.(\\d{1,2}))?");

  /** The patch of the TensorRT of 7.0 is not established; a board that is asked tells it. */
  private static final List<Span> SPANS =
      List.of(
          span(50100, 50106, 8, 5, 2),
          span(60000, 60000, 8, 6, 2),
          span(60100, 60202, 10, 3, 0),
          span(70000, 70000, 10, 13, 0),
          span(70100, 70100, 10, 13, 3),
          span(70200, 70200, 10, 16, 2),
          span(70202, 70202, 11, 4, 1));

  private JetPacks() {}

  /** Empty for a JetPack of which this is not known. */
  public static Optional<TrtexecVersion> tensorrt(String jetpack) {
    Matcher found = NUMBERS.matcher(jetpack.strip());
    if (!found.matches()) {
      return Optional.empty();
    }
    String last = found.group(3);
    int number =
        Integer.parseInt(found.group(1)) * 10_000
            + Integer.parseInt(found.group(2)) * 100
            + (last == null ? 0 : Integer.parseInt(last));
    return SPANS.stream()
        .filter(span -> span.first <= number && number <= span.last)
        .map(Span::tensorrt)
        .findFirst();
  }

  private static Span span(int first, int last, int major, int minor, int patch) {
    return new Span(first, last, new TrtexecVersion(major, minor, patch));
  }

  /** JetPacks from one to another, as numbers: 5.1.2 is 50102. */
  private record Span(int first, int last, TrtexecVersion tensorrt) {}
}
