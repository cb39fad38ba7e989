package dev.gantry.targets.lease;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Says who holds a board, since when by the board's own clock, for what, and which job runs there.
 */
public record LeaseHolder(
    String who, Instant since, String forWhat, long token, Optional<String> job, boolean away) {

  /** What the board says of a lock that is held; without a note it was taken by hand. */
  static LeaseHolder read(List<String> lines) {
    Map<String, String> said = new TreeMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        said.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return new LeaseHolder(
        said.getOrDefault("who", "someone"),
        Instant.ofEpochSecond(number(said, "since")),
        said.getOrDefault("for", "-"),
        number(said, "token"),
        Optional.ofNullable(said.get("running")),
        said.containsKey("away"));
  }

  @Override
  public String toString() {
    StringBuilder words = new StringBuilder(who);
    if (since.isAfter(Instant.EPOCH)) {
      words.append(" since ").append(since.truncatedTo(ChronoUnit.SECONDS));
    }
    String purpose = purpose();
    return (purpose.isEmpty() ? words : words.append(" (").append(purpose).append(")")).toString();
  }

  private String purpose() {
    List<String> words = new ArrayList<>();
    if (!forWhat.equals("-")) {
      words.add(forWhat);
    }
    // Before the first point is the errand, which says nothing to people.
    job.ifPresent(name -> words.add(name.substring(name.indexOf('.') + 1)));
    return String.join(" ", words)
        + (job.isPresent() && away ? ", which goes on while its harness is away" : "");
  }

  private static long number(Map<String, String> said, String key) {
    String text = said.getOrDefault(key, "");
    return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : 0;
  }
}
