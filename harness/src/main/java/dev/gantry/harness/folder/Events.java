package dev.gantry.harness.folder;

/** What a journal line can say was finished. */
final class Events {
  static final String PLAN = "plan";
  static final String GOLDEN = "golden";
  static final String VARIANT = "variant";
  static final String ENGINE = "engine";
  static final String TRIAL = "trial";
  static final String SHARD = "shard";
  static final String JUDGED = "judged";

  private Events() {}
}
