package dev.gantry.validation.audit;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit;
import dev.gantry.validation.ruling.ReadingText;
import dev.gantry.validation.ruling.Ruling;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Judges what an engine computes in, by multiply-adds. Layers of which TensorRT does not tell count
 * for neither side: where they could turn the finding, nothing was measured.
 */
public final class AuditCheck {
  private static final int NAMED = 3;

  private final List<ComputedNode> nodes;

  AuditCheck(List<ComputedNode> nodes) {
    this.nodes = nodes;
  }

  public Ruling rule(Criterion.ComputedIn criterion) {
    return rule(
        criterion,
        nodes,
        node -> isAtMost(node, criterion.precision()),
        "computed in " + criterion.precision() + " or lower");
  }

  public Ruling rule(Criterion.Fallback criterion) {
    List<ComputedNode> lowered =
        nodes.stream().filter(node -> node.work().planned() != Precision.FP32).toList();
    return rule(
        criterion,
        lowered,
        node -> !isAtMost(node, node.work().planned()),
        "computed higher than the variant has it");
  }

  private Ruling rule(
      Criterion criterion,
      List<ComputedNode> counted,
      Predicate<ComputedNode> wanted,
      String what) {
    double all = sum(counted, node -> true);
    if (all == 0) {
      return nothing(criterion);
    }
    double least = sum(counted, node -> node.computed().isPresent() && wanted.test(node)) / all;
    double unknown = sum(counted, node -> node.computed().isEmpty()) / all;
    Quantity low = measured(least, criterion);
    Quantity high = measured(least + unknown, criterion);
    boolean allowed = criterion.limit().allows(low);
    if (unknown > 0 && allowed != criterion.limit().allows(high)) {
      return Ruling.unknown(
          Blame.TOOLCHAIN,
          "between "
              + share(least)
              + " and "
              + share(least + unknown)
              + " of the multiply-adds are "
              + what
              + ": the engine does not tell of "
              + names(counted, node -> node.computed().isEmpty()),
          "look at layers.json of this trial; layers that TensorRT fuses whole hide their parts");
    }
    String message =
        share(least)
            + (unknown > 0 ? " to " + share(least + unknown) : "")
            + " of "
            + String.format(Locale.ROOT, "%,d", Math.round(all))
            + " multiply-adds are "
            + what
            + ", "
            + criterion.limit().demand();
    return allowed
        ? new Ruling.Met(low, message)
        : new Ruling.Broken(
            low,
            0,
            message + "; " + names(counted, node -> offends(criterion, wanted, node)),
            "look at layers.json of this trial; a layer that no kernel takes at that precision"
                + " can be kept higher with a precision plan");
  }

  private static boolean offends(
      Criterion criterion, Predicate<ComputedNode> wanted, ComputedNode node) {
    return node.computed().isPresent()
        && wanted.test(node) == criterion instanceof Criterion.Fallback;
  }

  /** A variant without matrix products has nothing to fall back. */
  private static Ruling nothing(Criterion criterion) {
    return criterion instanceof Criterion.Fallback
        ? new Ruling.Met(
            measured(0, criterion), "no multiply-add of the variant is in a lower precision")
        : Ruling.unknown(
            Blame.CONFIGURATION,
            "the variant multiplies nothing that could be counted",
            "leave the audit of this model out");
  }

  private static boolean isAtMost(ComputedNode node, Precision precision) {
    return node.computed().isPresent() && bits(node.computed().get()) <= bits(precision);
  }

  private static int bits(Precision precision) {
    return switch (precision) {
      case FP32 -> 32;
      case FP16, INT8_FP16 -> 16;
      case INT8 -> 8;
    };
  }

  private static double sum(List<ComputedNode> nodes, Predicate<ComputedNode> which) {
    return nodes.stream().filter(which).mapToDouble(node -> node.work().multiplyAdds()).sum();
  }

  private static Quantity measured(double share, Criterion criterion) {
    return ReadingText.measured(share, Unit.ONE, criterion.limit().bound());
  }

  private static String share(double share) {
    return ReadingText.share(share);
  }

  /** The heaviest, by the names that people know from the graph. */
  private static String names(List<ComputedNode> nodes, Predicate<ComputedNode> which) {
    List<ComputedNode> found =
        nodes.stream()
            .filter(which)
            .sorted(Comparator.comparingLong((ComputedNode node) -> -node.work().multiplyAdds()))
            .toList();
    String named =
        found.stream()
            .limit(NAMED)
            .map(node -> node.work().node() + node.computed().map(in -> " in " + in).orElse(""))
            .collect(Collectors.joining(", "));
    return found.size() > NAMED ? named + " and " + (found.size() - NAMED) + " more" : named;
  }

  /** Empty where no audit came home. */
  public static Optional<AuditCheck> of(Optional<List<ComputedNode>> audit) {
    return audit.map(AuditCheck::new);
  }
}
