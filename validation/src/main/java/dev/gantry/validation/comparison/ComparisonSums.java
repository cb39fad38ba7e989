package dev.gantry.validation.comparison;

import dev.gantry.dossier.Tensor;
import dev.gantry.validation.statistics.Argmax;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/** The running sums of one comparison, in double, value by value and without a copy. */
final class ComparisonSums {
  private long compared;
  private double referencePower;
  private double enginePower;
  private double dot;
  private double errorPower;
  private double maxAbs;
  private long choices;
  private long agreeing;
  private long undecided;
  private long nonFinite;
  private long unreferenced;
  private long skipped;

  ComparisonSums addAll(Tensor reference, Tensor got, int places) {
    FloatBuffer wanted = reference.data().asFloatBuffer();
    FloatBuffer given = got.data().asFloatBuffer();
    for (int index = 0; index < wanted.limit(); index++) {
      add(wanted.get(index), given.get(index));
    }
    // One value is always the largest of itself: counting it would be praise for nothing.
    if (reference.elements() > places) {
      for (int place = 0; place < places; place++) {
        choose(Argmax.of(wanted, place, places), Argmax.of(given, place, places));
      }
    }
    return this;
  }

  private void choose(OptionalInt wanted, OptionalInt given) {
    choices++;
    undecided += wanted.isEmpty() ? 1 : 0;
    // Two that could not choose did not choose the same.
    agreeing += wanted.isPresent() && wanted.equals(given) ? 1 : 0;
  }

  private void add(float reference, float engine) {
    if (!Float.isFinite(reference)) {
      // Float.compare says that NaN equals NaN, which is what "gave the same" means here.
      boolean same = Float.compare(reference, engine) == 0;
      skipped += same ? 1 : 0;
      unreferenced += same ? 0 : 1;
    } else if (!Float.isFinite(engine)) {
      nonFinite++;
    } else {
      double wanted = reference;
      double given = engine;
      double error = wanted - given;
      compared++;
      referencePower += wanted * wanted;
      enginePower += given * given;
      dot += wanted * given;
      errorPower += error * error;
      maxAbs = Math.max(maxAbs, Math.abs(error));
    }
  }

  OutputComparison comparison(String output, Optional<String> mismatch) {
    return new OutputComparison(
        output,
        compared,
        referencePower,
        enginePower,
        dot,
        errorPower,
        maxAbs,
        choices,
        agreeing,
        undecided,
        nonFinite,
        unreferenced,
        skipped,
        mismatch);
  }
}
