package dev.gantry.golden.task;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/** The tensors that labels of boxes and maps are kept in beside the references. */
public final class TruthTensors {
  /** Rows of class index, x0, y0, x1, y1 in pixels of the network's input, float32. */
  public static final String BOXES = "truth:boxes";

  /** Class indices in the grid of the output, uint8 {@code [height, width]}. */
  public static final String MAP = "truth:map";

  private static final int FIELDS = 5;

  private TruthTensors() {}

  public static List<LabelledBox> boxes(Tensor tensor, int classes) {
    List<Long> shape = tensor.spec().shape();
    if (tensor.spec().type() != ElementType.FLOAT32
        || shape.size() != 2
        || shape.get(1) != FIELDS) {
      throw unlike(tensor.spec(), "float32[boxes, 5]");
    }
    float[] values = tensor.floats();
    List<LabelledBox> boxes = new ArrayList<>();
    for (int at = 0; at < values.length; at += FIELDS) {
      Box box = new Box(values[at + 1], values[at + 2], values[at + 3], values[at + 4]);
      int kind = (int) values[at];
      if (kind != values[at] || kind < 0 || kind >= classes || !(box.area() > 0 && box.finite())) {
        throw new IllegalArgumentException(
            "row "
                + at / FIELDS
                + " of "
                + tensor.spec()
                + " is no box of "
                + classes
                + " classes");
      }
      boxes.add(new LabelledBox(kind, box));
    }
    return boxes;
  }

  public static ClassImage map(Tensor tensor) {
    List<Long> shape = tensor.spec().shape();
    if (tensor.spec().type() != ElementType.UINT8 || shape.size() != 2) {
      throw unlike(tensor.spec(), "uint8[height, width]");
    }
    byte[] levels = new byte[tensor.elements()];
    tensor.data().get(levels);
    return new ClassImage(Math.toIntExact(shape.get(1)), Math.toIntExact(shape.get(0)), levels);
  }

  private static IllegalArgumentException unlike(TensorSpec spec, String wanted) {
    return new IllegalArgumentException("labels are " + spec + ", wanted " + wanted);
  }
}
