package dev.gantry.dossier.tensor;

import java.nio.FloatBuffer;
import java.util.OptionalInt;

/** Finds the largest of a run of values; among equals the first, as NumPy does it. */
public final class Argmax {
  private int best = -1;
  private float value = Float.NEGATIVE_INFINITY;
  private int seen;
  private boolean broken;

  public static OptionalInt of(FloatBuffer values) {
    return of(values, 0, 1);
  }

  /** Of the values that stand so far apart. */
  public static OptionalInt of(FloatBuffer values, int first, int apart) {
    Argmax argmax = new Argmax();
    for (int index = first; index < values.limit(); index += apart) {
      argmax.add(values.get(index));
    }
    return argmax.choice();
  }

  private void add(float next) {
    if (Float.isNaN(next)) {
      // A maximum among NaN is an accident of the order of comparison, so there is none.
      broken = true;
    } else if (best < 0 || next > value) {
      best = seen;
      value = next;
    }
    seen++;
  }

  private OptionalInt choice() {
    return broken || best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }
}
