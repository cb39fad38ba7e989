package dev.gantry.validation.statistics;

/** Computes how often Student's t exceeds a value, for a whole number of degrees of freedom. */
public record StudentTail(int freedom) {
  public StudentTail {
    if (freedom < 1) {
      throw new IllegalArgumentException("at least one degree of freedom, not " + freedom);
    }
  }

  /** The finite series of the angle whose tangent is t over the root of the freedom. */
  public double above(double t) {
    double angle = Math.atan(Math.abs(t) / Math.sqrt(freedom));
    double cosine = Math.cos(angle);
    boolean odd = freedom % 2 == 1;
    double term = odd ? cosine : 1;
    double sum = freedom == 1 ? 0 : term;
    for (int i = odd ? 3 : 2; i < freedom; i += 2) {
      term *= cosine * cosine * (i - 1) / i;
      sum += term;
    }
    double within = odd ? 2 / Math.PI * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
    double beyond = Math.max(0, (1 - within) / 2);
    return t >= 0 ? beyond : 1 - beyond;
  }

  /** The value that is exceeded with this chance, below one half. */
  public double exceededWith(double chance) {
    double low = 0;
    double high = 1;
    while (above(high) > chance && high < 1e12) {
      high *= 2;
    }
    for (int step = 0; step < 100; step++) {
      double middle = (low + high) / 2;
      if (above(middle) > chance) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
