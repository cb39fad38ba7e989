package dev.gantry.targets.state;

/** When a board is looked at: measuring may heat it, so that not everything counts always. */
public enum Moment {
  BEFORE,
  DURING,
  AFTER
}
