package dev.gantry.converter.quantize;

import dev.gantry.converter.layers.InputRows;
import dev.gantry.converter.layers.InputScale;
import dev.gantry.converter.layers.MatrixLayer;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.Random;

/**
 * Collects what a layer gets at some places of some samples: exact, and as it comes through int8.
 */
final class LayerInputs {
  private static final int FEW_ROWS = 768;
  private static final int MOST_ROWS = 4096;
  private static final int LEAST_ROWS = 256;
  private static final int MOST_NUMBERS = 1_500_000;

  private final MatrixLayer layer;
  private final InputRows exact;
  private final InputRows rough;

  private LayerInputs(MatrixLayer layer, InputRows exact, InputRows rough) {
    this.layer = layer;
    this.exact = exact;
    this.rough = rough;
  }

  /** As many as moving weights needs. */
  static LayerInputs many(MatrixLayer layer, ExactAndRoughRun twin, Random random) {
    int width = layer.form().groups() * layer.form().depth();
    int rows = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, MOST_NUMBERS / width));
    return of(layer, twin, rows, random);
  }

  /** Enough to tell which of two ways is better. */
  static LayerInputs few(MatrixLayer layer, ExactAndRoughRun twin, Random random) {
    return of(layer, twin, FEW_ROWS, random);
  }

  /** Sample by sample, so that no more than one is copied at a time. */
  private static LayerInputs of(MatrixLayer layer, ExactAndRoughRun twin, int most, Random random) {
    String tensor = layer.input();
    int[] starts = new int[twin.samples() + 1];
    for (int sample = 0; sample < twin.samples(); sample++) {
      int all = layer.rows().positions(twin.spec(tensor, sample).shape());
      starts[sample + 1] = starts[sample] + Math.min(all, Math.max(1, most / twin.samples()));
    }
    int rows = starts[twin.samples()];
    InputRows exact = InputRows.empty(layer.form(), rows);
    InputRows rough = twin.differs(tensor) ? InputRows.empty(layer.form(), rows) : exact;
    for (int sample = 0; sample < twin.samples(); sample++) {
      TensorSpec spec = twin.spec(tensor, sample);
      int all = layer.rows().positions(spec.shape());
      int count = starts[sample + 1] - starts[sample];
      if (count == 0) {
        continue;
      }
      int[] positions = random.ints(count, 0, all).toArray();
      layer
          .rows()
          .gather(twin.exact(tensor, sample), spec.shape(), positions, exact, starts[sample]);
      if (rough != exact) {
        layer
            .rows()
            .gather(twin.rough(tensor, sample), spec.shape(), positions, rough, starts[sample]);
      }
    }
    return new LayerInputs(layer, exact, rough);
  }

  MatrixLayer layer() {
    return layer;
  }

  /** The exact rows, each channel moved and divided. */
  InputRows exact(InputScale scale) {
    return exact.moved(layer.form(), scale, value -> value);
  }

  /** The rough rows, moved, divided and rounded. */
  InputRows rough(InputScale scale) {
    return rough.moved(layer.form(), scale, value -> InputScale.rounded(value, scale.step()));
  }

  int rows() {
    return exact.count();
  }
}
