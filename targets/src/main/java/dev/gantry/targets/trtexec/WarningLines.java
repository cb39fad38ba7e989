package dev.gantry.targets.trtexec;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The few of trtexec's many warnings that a person should know of, each told once. */
final class WarningLines {
  private static final Pattern MARK =
      Pattern.compile("^(?:\\[[\\d/:-]{12,20}\\] )?\\[W\\] (?:\\[TRT\\] )?");
  private static final Pattern MEMORY =
      Pattern.compile("(?i)insuff?icient memory|insufficient to use tactic");
  private static final Pattern WORTH =
      Pattern.compile(
          "(?i)automatically overriding shape|across different models of devices"
              + "|invalid timing cache|GPU compute time is unstable|graph capture fail"
              + "|throughput may be bound|falling back|fall back to|fallback"
              + "|outside the range of|subnormal|not been calibrated|missing scale");
  private static final int MOST = 20;

  private WarningLines() {}

  static List<String> of(List<String> lines) {
    List<String> warnings = new ArrayList<>();
    int skipped = 0;
    for (String line : lines) {
      String text = MARK.matcher(line).replaceFirst("");
      if (text.length() == line.length()) {
        continue;
      }
      if (MEMORY.matcher(text).find()) {
        skipped++;
      } else if (WORTH.matcher(text).find() && !warnings.contains(text) && warnings.size() < MOST) {
        warnings.add(text);
      }
    }
    if (skipped > 0) {
      warnings.add(
          "the builder ran short of memory "
              + skipped
              + " times and left ways to compute untried: the engine may be slower than it could be");
    }
    return List.copyOf(warnings);
  }
}
