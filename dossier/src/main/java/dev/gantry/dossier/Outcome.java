package dev.gantry.dossier;

/** How a criterion came out. */
public enum Outcome {
  /** The evidence proves the limit at the stated confidence. */
  MET,

  /** The evidence proves the opposite. */
  BROKEN,

  /** Neither is proven. */
  NOT_MEASURED
}
