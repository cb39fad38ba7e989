package dev.gantry.harness.folder;

/** The events that a line of the journal can say were finished. */
final class JournalEvents {
  static final String PLAN = "plan";
  static final String GOLDEN = "golden";
  static final String VARIANT = "variant";
  static final String ENGINE = "engine";
  static final String TRIAL = "trial";
  static final String SHARD = "shard";
  static final String JUDGED = "judged";

  private JournalEvents() {}
}
