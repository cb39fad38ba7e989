package dev.gantry.targets.link;

import java.util.List;

/** A command that ended, and what it said. */
public record Completed(int status, List<String> lines, String errors) {
  public Completed {
    lines = List.copyOf(lines);
  }

  public boolean ok() {
    return status == 0;
  }

  /** The errors in one line, for a message. */
  public String complaint() {
    String text = errors.isBlank() ? String.join(" ", lines) : errors;
    String flat = text.replaceAll("\\s+", " ").strip();
    return flat.length() > 300 ? flat.substring(0, 300) + "…" : flat;
  }
}
