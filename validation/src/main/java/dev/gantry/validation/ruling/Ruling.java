package dev.gantry.validation.ruling;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Subject;
import java.util.Optional;

/**
 * Says what one criterion comes to for one cell on one board, before the release is looked at as a
 * whole.
 */
public sealed interface Ruling {
  Finding finding(Subject subject, Criterion criterion, WaiversOfDay waivers);

  record Met(Quantity value, String message) implements Ruling {
    @Override
    public Finding finding(Subject subject, Criterion criterion, WaiversOfDay waivers) {
      return new Finding.Met(subject, value, criterion.limit(), criterion.confidence(), message);
    }
  }

  /**
   * The evidence speaks against the limit.
   *
   * @param chance how often a good engine would look this bad; 0 for comparisons without chance
   */
  record Broken(Quantity value, double chance, String message, String remedy) implements Ruling {
    @Override
    public Finding finding(Subject subject, Criterion criterion, WaiversOfDay waivers) {
      return new Finding.Broken(
          subject,
          value,
          criterion.limit(),
          criterion.confidence(),
          message + waivers.expiry(subject),
          remedy,
          waivers.covering(subject));
    }
  }

  record Unknown(Optional<Quantity> value, Blame blame, String message, String remedy)
      implements Ruling {
    @Override
    public Finding finding(Subject subject, Criterion criterion, WaiversOfDay waivers) {
      return new Finding.NotMeasured(
          subject, value, criterion.limit(), criterion.confidence(), blame, message, remedy);
    }
  }

  static Ruling unknown(Blame blame, String message, String remedy) {
    return new Unknown(Optional.empty(), blame, message, remedy);
  }
}
