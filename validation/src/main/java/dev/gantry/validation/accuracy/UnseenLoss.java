package dev.gantry.validation.accuracy;

/**
 * Computes how much may be lost unseen: a loss that hits one answer in fifty easily spares twenty
 * samples.
 *
 * <p>The exact binomial bound (Clopper and Pearson) for no hit at all. Nothing that is seen on so
 * many samples proves a smaller loss.
 */
public record UnseenLoss(long samples, double alpha) {
  /** The largest share of answers that leaves all samples untouched with a chance of alpha. */
  public double bound() {
    return -Math.expm1(Math.log(alpha) / samples);
  }
}
