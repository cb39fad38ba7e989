package dev.gantry.json;

/** Names what some other tool writes although JSON has no word for it. */
public enum JsonLeniency {
  /** {@code NaN}, {@code Infinity} and {@code -Infinity} as numbers. */
  NOT_A_NUMBER,
  /** Control characters in texts that are not escaped. */
  RAW_CONTROLS,
  /** Keys that stand twice in an object, of which the last counts. */
  REPEATED_KEYS,
  /** Keys that nobody asks for, and those asked for that are missing or null. */
  OTHER_KEYS
}
