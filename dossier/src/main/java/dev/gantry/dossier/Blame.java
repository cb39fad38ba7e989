package dev.gantry.dossier;

/** Says whose trouble it is, so that the right person is called. */
public enum Blame {
  /** The engine misses a bar. */
  MODEL,

  /** A board, its link or its state. */
  RACK,

  /** Runtime, runner or converter. */
  TOOLCHAIN,

  /** A golden set or a file of evidence. */
  DATA,

  /** What people wrote in release.yaml or rack.yaml. */
  CONFIGURATION
}
