package dev.gantry.dossier;

import java.util.Optional;

/** A criterion judged on one board; it explains itself. */
public sealed interface Finding {
  Subject subject();

  Limit limit();

  double confidence();

  String message();

  Outcome outcome();

  /** Absent where nothing could be measured. */
  Optional<Quantity> measured();

  /** The evidence proves the limit. */
  record Met(Subject subject, Quantity value, Limit limit, double confidence, String message)
      implements Finding {
    @Override
    public Outcome outcome() {
      return Outcome.MET;
    }

    @Override
    public Optional<Quantity> measured() {
      return Optional.of(value);
    }
  }

  /** The evidence proves the opposite. */
  record Broken(
      Subject subject,
      Quantity value,
      Limit limit,
      double confidence,
      String message,
      String remedy,
      Optional<Waiver> waiver)
      implements Finding {
    @Override
    public Outcome outcome() {
      return Outcome.BROKEN;
    }

    @Override
    public Optional<Quantity> measured() {
      return Optional.of(value);
    }
  }

  /** Neither is proven: the reason, whose trouble it is, and what would help. */
  record NotMeasured(
      Subject subject,
      Optional<Quantity> measured,
      Limit limit,
      double confidence,
      Blame blame,
      String message,
      String remedy)
      implements Finding {
    @Override
    public Outcome outcome() {
      return Outcome.NOT_MEASURED;
    }
  }
}
