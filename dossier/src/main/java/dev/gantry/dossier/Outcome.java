package dev.gantry.dossier;

/** The result of a criterion that was held against the evidence. */
public enum Outcome {
  /** The evidence proves the limit at the stated confidence. */
  MET,

  /** The evidence proves the opposite. */
  BROKEN,

  /** Neither is proven. */
  NOT_MEASURED
}
