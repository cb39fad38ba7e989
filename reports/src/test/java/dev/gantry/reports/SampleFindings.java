package dev.gantry.reports;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Subject;
import dev.gantry.dossier.Waiver;
import java.util.Optional;
import java.util.Random;

/** Findings with words and numbers such as judgement gives. */
final class SampleFindings {
  private SampleFindings() {}

  static Finding met(Subject subject, Criterion criterion) {
    // The same subject always gives the same number.
    Random random = new Random(subject.id().hashCode());
    double spread = random.nextDouble();
    String value =
        switch (criterion.name()) {
          case "parity.sqnr" -> String.format("%.2f dB", 24 + 12 * spread);
          case "parity.cosine" -> String.format("%.5f", 0.9985 + 0.0014 * spread);
          case "memory.peak" -> String.format("%.1f MiB", 118 + 90 * spread);
          case "latency.p99" -> String.format("%.3f ms", 8 + 3.6 * spread);
          default -> String.format("%.2f pt", 0.4 + 1.6 * spread);
        };
    String message =
        value + " measured, " + criterion.limit().words() + " allowed; proven at 99 % confidence";
    return new Finding.Met(
        subject, Quantity.parse(value), criterion.limit(), criterion.confidence(), message);
  }

  static Finding broken(Finding finding, String value, Optional<Waiver> waiver) {
    String message =
        value
            + " measured (99 % sure that the limit is not kept), "
            + finding.limit().bound()
            + " allowed on "
            + finding.subject().board();
    return new Finding.Broken(
        finding.subject(),
        Quantity.parse(value),
        finding.limit(),
        finding.confidence(),
        message,
        "compare with the last passing engine 4be1c09d77aa, or raise the limit in release.yaml",
        waiver);
  }

  static Finding open(
      Finding finding, Optional<Quantity> measured, Blame blame, String message, String remedy) {
    return new Finding.NotMeasured(
        finding.subject(), measured, finding.limit(), finding.confidence(), blame, message, remedy);
  }
}
