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

  /** What was measured, where anything was. */
  Optional<Quantity> measured();

  /** The worse, the higher: what is unknown lies between what is met and what is broken. */
  int badness();

  /** How often a good engine would look this bad; 0 for all that does not look bad. */
  default double chance() {
    return 0;
  }

  /** Gives one answer for each kind: a new kind does not compile until every place has one. */
  interface Cases<T> {
    T met(Met ruling);

    T broken(Broken ruling);

    T unknown(Unknown ruling);
  }

  <T> T in(Cases<T> cases);

  record Met(Quantity value, String message) implements Ruling {
    @Override
    public Finding finding(Subject subject, Criterion criterion, WaiversOfDay waivers) {
      return new Finding.Met(subject, value, criterion.limit(), criterion.confidence(), message);
    }

    @Override
    public Optional<Quantity> measured() {
      return Optional.of(value);
    }

    @Override
    public int badness() {
      return 0;
    }

    @Override
    public <T> T in(Cases<T> cases) {
      return cases.met(this);
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

    @Override
    public Optional<Quantity> measured() {
      return Optional.of(value);
    }

    @Override
    public int badness() {
      return 2;
    }

    @Override
    public <T> T in(Cases<T> cases) {
      return cases.broken(this);
    }
  }

  record Unknown(Optional<Quantity> value, Blame blame, String message, String remedy)
      implements Ruling {
    @Override
    public Finding finding(Subject subject, Criterion criterion, WaiversOfDay waivers) {
      return new Finding.NotMeasured(
          subject, value, criterion.limit(), criterion.confidence(), blame, message, remedy);
    }

    @Override
    public Optional<Quantity> measured() {
      return value;
    }

    @Override
    public int badness() {
      return 1;
    }

    @Override
    public <T> T in(Cases<T> cases) {
      return cases.unknown(this);
    }
  }

  static Ruling unknown(Blame blame, String message, String remedy) {
    return new Unknown(Optional.empty(), blame, message, remedy);
  }
}
