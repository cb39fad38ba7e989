package dev.gantry.reports.ledger;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit;
import java.util.Optional;

/**
 * Tells how far a measured value stays inside its limit, as a share of the limit; negative is
 * beyond. The reach is the share that the best value could have: a cosine never leaves 0.99 by more
 * than 1 %.
 */
public record LimitMargin(double share, double reach) implements Comparable<LimitMargin> {
  private static final double MANY = 10;

  /** Absent where the limit is zero: nothing is a share of zero. */
  public static Optional<LimitMargin> of(Quantity measured, Limit limit) {
    double bound = limit.bound().plain();
    if (bound == 0 || measured.unit().dimension() != limit.bound().unit().dimension()) {
      return Optional.empty();
    }
    double room =
        limit.relation() == Limit.Relation.AT_MOST
            ? bound - measured.plain()
            : measured.plain() - bound;
    return Optional.of(new LimitMargin(room / Math.abs(bound), reach(limit)));
  }

  private static double reach(Limit limit) {
    double bound = limit.bound().plain();
    boolean atMostOne =
        limit.relation() == Limit.Relation.AT_LEAST
            && limit.bound().unit().dimension() == Unit.Dimension.RATIO;
    return atMostOne && bound > 0 && bound < 1 ? Math.min(1, (1 - bound) / bound) : 1;
  }

  /** The share of what can be reached, by which unlike limits compare. */
  public double comparable() {
    return share / reach;
  }

  public boolean inside() {
    return share >= 0;
  }

  /** As people say it: {@code 18.3 % beyond}. */
  public String words() {
    if (share == 0) {
      return "exactly at the limit";
    }
    if (share <= -MANY && !Double.isInfinite(share)) {
      // Nobody reads 51083 % as what it is.
      return ReportFigures.digits(1 - share, 3) + " times the limit";
    }
    return size() + (inside() ? " inside" : " beyond");
  }

  private String size() {
    if (Double.isInfinite(share)) {
      return "infinitely";
    }
    double percent = Math.abs(share) * 100;
    return percent < 0.01 ? "less than 0.01 %" : ReportFigures.digits(percent, 3) + " %";
  }

  @Override
  public int compareTo(LimitMargin other) {
    return Double.compare(comparable(), other.comparable());
  }
}
