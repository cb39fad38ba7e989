package dev.gantry.validation.judgement;

import dev.gantry.dossier.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/** The running sums of one comparison, in double, value by value and without a copy. */
final class ComparisonSums {
  private long compared;
  private double referencePower;
  private double enginePower;
  private double dot;
  private double errorPower;
  private double maxAbs;
  private long rows;
  private long agreeingRows;
  private long nonFinite;
  private long unreferenced;

  ComparisonSums addAll(Tensor reference, Tensor got) {
    FloatBuffer wanted = reference.data().asFloatBuffer();
    FloatBuffer given = got.data().asFloatBuffer();
    int width = lastAxis(reference.spec().shape());
    while (wanted.hasRemaining()) {
      addRow(wanted, given, width);
    }
    return this;
  }

  private void addRow(FloatBuffer wanted, FloatBuffer given, int width) {
    Argmax wantedBest = new Argmax();
    Argmax givenBest = new Argmax();
    for (int column = 0; column < width; column++) {
      float reference = wanted.get();
      float engine = given.get();
      wantedBest.add(reference);
      givenBest.add(engine);
      add(reference, engine);
    }
    // A row of one value always agrees with itself: counting it would be praise for nothing.
    if (width > 1) {
      rows++;
      agreeingRows += wantedBest.choice().equals(givenBest.choice()) ? 1 : 0;
    }
  }

  private void add(float reference, float engine) {
    if (!Float.isFinite(reference)) {
      // Float.compare says that NaN equals NaN, which is what "gave the same" means here.
      unreferenced += Float.compare(reference, engine) == 0 ? 0 : 1;
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

  private static int lastAxis(List<Long> shape) {
    return shape.isEmpty() ? 1 : Math.toIntExact(shape.get(shape.size() - 1));
  }

  OutputComparison comparison(String output) {
    return new OutputComparison(
        output,
        compared,
        referencePower,
        enginePower,
        dot,
        errorPower,
        maxAbs,
        rows,
        agreeingRows,
        nonFinite,
        unreferenced,
        Optional.empty());
  }
}
