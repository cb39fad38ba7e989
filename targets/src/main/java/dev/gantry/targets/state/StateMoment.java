package dev.gantry.targets.state;

/** Says when a board is looked at: measuring may heat it, so that not everything counts always. */
public enum StateMoment {
  BEFORE,
  DURING,
  AFTER
}
