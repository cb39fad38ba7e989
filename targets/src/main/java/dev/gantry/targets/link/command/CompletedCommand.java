package dev.gantry.targets.link.command;

import java.util.List;

/** A command that ended, and what it said; apart from that, what the login printed before it. */
public record CompletedCommand(
    int status, List<String> lines, String errors, List<String> greeting) {
  public CompletedCommand {
    lines = List.copyOf(lines);
    greeting = List.copyOf(greeting);
  }

  public CompletedCommand(int status, List<String> lines, String errors) {
    this(status, lines, errors, List.of());
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
