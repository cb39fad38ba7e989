package dev.gantry.converter.calibrate;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import java.util.List;

/** Notices samples that are all the same: as good as one, and nearly always a mistake. */
public final class SampleVariety {
  private List<Tensor> first = List.of();
  private boolean varied;

  /** Where it is off nothing is compared. */
  public SampleVariety(boolean on) {
    this.varied = !on;
  }

  public void see(List<Tensor> sample) {
    if (varied) {
      return;
    }
    if (first.isEmpty()) {
      first = sample;
    } else {
      varied = !sample.equals(first);
    }
  }

  public void require(int samples) throws RefusedException {
    if (samples > 1 && !varied) {
      throw new RefusedException(
          Problem.in(
              "calibration",
              "all " + samples + " samples are the same",
              "give samples that differ, or one alone"));
    }
  }
}
