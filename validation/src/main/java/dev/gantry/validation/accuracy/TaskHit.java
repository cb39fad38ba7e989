package dev.gantry.validation.accuracy;

/** Says whether the reference and the engine each gave the answer that the label wants. */
public record TaskHit(boolean reference, boolean engine) implements TaskOutcome {
  /** The reference was right where the engine is wrong. */
  public boolean lost() {
    return reference && !engine;
  }

  /** The engine is right where the reference was wrong. */
  public boolean gained() {
    return engine && !reference;
  }
}
