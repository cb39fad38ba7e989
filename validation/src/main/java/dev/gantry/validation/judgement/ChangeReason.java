package dev.gantry.validation.judgement;

import java.util.OptionalInt;

/**
 * Says why a finding came out otherwise than before.
 *
 * @param rule the number of the change of a rule, where it was one
 */
public record ChangeReason(Sort sort, OptionalInt rule, String what) {
  /** The sort of thing that changed. */
  public enum Sort {
    /** The release's limits, or how sure one must be. */
    LIMIT("limit"),
    WAIVER("waiver"),
    /** There is another trial, or none any more. */
    EVIDENCE("evidence"),
    RULE("rule"),
    /** Nothing of its own, but of checks that are corrected together with it. */
    FAMILY("family"),
    /** Nothing that is known here. */
    UNKNOWN("unknown");

    private final String label;

    Sort(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  static ChangeReason of(Sort sort, String what) {
    return new ChangeReason(sort, OptionalInt.empty(), what);
  }

  static ChangeReason of(RuleChange change) {
    return new ChangeReason(Sort.RULE, OptionalInt.of(change.number()), change.what());
  }

  /** The same as the cause of a change to another check of its family. */
  ChangeReason throughFamily() {
    return new ChangeReason(
        Sort.FAMILY, rule, "checks that are corrected together with it changed: " + what);
  }

  /** As people read it: {@code rule 2: NaN is broken in every metric}. */
  @Override
  public String toString() {
    return sort + (rule.isPresent() ? " " + rule.getAsInt() : "") + ": " + what;
  }
}
