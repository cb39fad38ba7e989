package dev.gantry.dossier;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A named, reasoned, expiring exception to findings; {@code *} stands for one part of the id. */
public record Waiver(String finding, String owner, String reason, LocalDate expires) {
  public Waiver {
    if (finding.split("/", -1).length != 5) {
      throw new IllegalArgumentException(
          "a waiver names a finding as model/precision/kind/board/criterion, not '"
              + finding
              + "'");
    }
    if (finding.replace("*", "").replace("/", "").isEmpty()) {
      throw new IllegalArgumentException(
          "a waiver of '" + finding + "' would waive everything; name at least one part");
    }
    if (owner.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException("a waiver needs an owner and a reason");
    }
  }

  /** Up to and including its last day. */
  public boolean holdsOn(LocalDate day) {
    return !day.isAfter(expires);
  }

  public boolean covers(Subject subject, LocalDate day) {
    return holdsOn(day) && pattern().matcher(subject.id()).matches();
  }

  private Pattern pattern() {
    return Pattern.compile(
        Arrays.stream(finding.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[^/]*")));
  }
}
