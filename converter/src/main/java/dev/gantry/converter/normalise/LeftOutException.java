package dev.gantry.converter.normalise;

/** A pass cannot be done on this model; the model stays as it is. */
final class LeftOutException extends Exception {
  private static final long serialVersionUID = 1;

  LeftOutException(String message) {
    super(message);
  }
}
