package dev.gantry.validation.timing;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit;
import dev.gantry.validation.ruling.ReadingText;
import dev.gantry.validation.ruling.Ruling;
import java.util.Locale;
import java.util.Optional;

/** Judges the peak memory of the process that ran the engine. */
public record MemoryCheck(Criterion.PeakMemory criterion) {
  public Ruling rule(Optional<ByteCount> peak) {
    // No process lives in no memory: a zero is a probe that did not answer.
    if (peak.filter(bytes -> bytes.bytes() > 0).isEmpty()) {
      return Ruling.unknown(
          Blame.RACK,
          "the board did not tell the peak memory of the process that ran the engine",
          "probe the board for how it tells the memory of a process, then run this cell again");
    }
    Quantity bound = criterion.limit().bound();
    Quantity measured = ReadingText.measured((double) peak.get().bytes(), Unit.BYTE, bound);
    String message =
        String.format(
            Locale.ROOT,
            "%s peak resident memory measured, %s allowed",
            ReadingText.beside(measured, bound),
            criterion.limit().words());
    return criterion.limit().allows(measured)
        ? new Ruling.Met(measured, message)
        : new Ruling.Broken(
            measured,
            0,
            message,
            "compare with the last passing engine (`gantry inspect` both), or raise the limit in"
                + " release.yaml");
  }
}
