package dev.gantry.validation.accuracy;

import dev.gantry.validation.statistics.BinomialTail;
import java.util.function.DoubleUnaryOperator;

/**
 * Computes how likely a share that is lost exceeds a share that is gained by more than a margin,
 * both drawn, with the share that stays, from a Dirichlet law.
 *
 * <p>It widens the exact bound of Clopper and Pearson to samples that may be gained as well: where
 * none is gained it is that bound, and nothing that was not seen is taken for impossible. The
 * chance is an integral over the share that changes at all, by Gauss and Legendre: no seed, no
 * noise, and tails small enough to survive a correction for many checks.
 *
 * @param lost the weight of what is lost, a number of samples as a rule
 * @param gained the weight of what is gained
 * @param rest the weight of all others
 */
record DirichletLoss(long lost, long gained, long rest) {
  /** Nodes and weights of Gauss and Legendre with eight points, for one half of the interval. */
  private static final double[] NODES = {
    0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975362
  };

  private static final double[] WEIGHTS = {
    0.362683783378362, 0.31370664587788727, 0.22238103445337448, 0.10122853629037626
  };

  private static final int PANELS = 48;

  /** In deviations of the log odds of the share that changes; beyond is less than 1e-16. */
  private static final double REACH = 40;

  private static final double NEGLIGIBLE = 1e-22;

  DirichletLoss {
    if (lost < 0 || gained < 0 || rest < 0 || lost + gained + rest == 0) {
      throw new IllegalArgumentException(
          "no law of " + lost + " lost, " + gained + " gained and " + rest + " others");
    }
  }

  /** How likely the net loss is above the margin; precise however small the chance is. */
  double above(double margin) {
    if (margin < 0) {
      return swapped().atMost(-margin);
    }
    if (lost == 0 || margin >= 1) {
      return 0;
    }
    if (gained == 0) {
      return betaAbove(lost, rest, margin);
    }
    return rest == 0
        ? betaAbove(lost, gained, (1 + margin) / 2)
        : integral(margin, share -> betaAbove(lost, gained, share));
  }

  /** How likely the net loss is at or below the margin; precise however small the chance is. */
  double atMost(double margin) {
    if (margin < 0) {
      return swapped().above(-margin);
    }
    if (lost == 0 || margin >= 1) {
      return 1;
    }
    if (gained == 0) {
      return betaAtMost(lost, rest, margin);
    }
    if (rest == 0) {
      return betaAtMost(lost, gained, (1 + margin) / 2);
    }
    // Where no more changes than the margin, no more is lost.
    double unchanged = betaAtMost(lost + gained, rest, margin);
    double changed = integral(margin, share -> betaAtMost(lost, gained, share));
    return Math.min(1, unchanged + changed);
  }

  private DirichletLoss swapped() {
    return new DirichletLoss(gained, lost, rest);
  }

  /**
   * The share that changes at all has a beta law, and so has the share of the lost in it,
   * independently: the second is asked what makes the net loss just the margin.
   */
  private double integral(double margin, DoubleUnaryOperator chance) {
    long changed = lost + gained;
    double spread = Math.sqrt(1.0 / changed + 1.0 / rest);
    double middle = Math.log((double) changed / rest);
    double low = Math.max(odds(margin), middle - REACH * spread);
    double high = Math.max(middle, low) + REACH * spread;
    double panel = (high - low) / PANELS;
    double most = 0;
    double sum = 0;
    for (int node = 0; node < PANELS * 2 * NODES.length; node++) {
      int within = node % (2 * NODES.length);
      double side = within % 2 == 0 ? NODES[within / 2] : -NODES[within / 2];
      int before = node / (2 * NODES.length);
      double at = low + panel * (before + (1 + side) / 2);
      double share = 1 / (1 + Math.exp(-at));
      double density = density(changed, share);
      most = Math.max(most, density);
      if (density > most * NEGLIGIBLE) {
        double part = chance.applyAsDouble((1 + margin / share) / 2);
        sum += WEIGHTS[within / 2] * panel / 2 * density * part;
      }
    }
    return Math.min(1, sum);
  }

  private static double odds(double share) {
    return Math.log(share) - Math.log1p(-share);
  }

  /** Of the log odds of the share that changes. */
  private double density(long changed, double share) {
    return new BinomialTail(changed + rest, share).exactly(changed)
        * ((double) changed * rest / (changed + rest));
  }

  /** How likely a beta law of whole numbers is above a share: a binomial law tells. */
  private static double betaAbove(long hits, long misses, double share) {
    if (misses == 0 || share >= 1) {
      return misses == 0 && share < 1 ? 1 : 0;
    }
    return new BinomialTail(hits + misses - 1, share).atMost(hits - 1);
  }

  private static double betaAtMost(long hits, long misses, double share) {
    if (misses == 0 || share >= 1) {
      return misses == 0 && share < 1 ? 0 : 1;
    }
    return new BinomialTail(hits + misses - 1, share).atLeast(hits);
  }
}
