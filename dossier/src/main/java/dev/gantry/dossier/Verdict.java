package dev.gantry.dossier;

/** The answer to the one question: may these engine bytes ship on these boards? */
public enum Verdict {
  /** Every expected finding is MET, or waived. */
  PASSED,

  /** At least one finding is BROKEN and not waived. */
  FAILED,

  /** Something expected was not measured. Never a pass. */
  INCONCLUSIVE
}
