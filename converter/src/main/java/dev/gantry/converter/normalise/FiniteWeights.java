package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.model.ModelTensors;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A weight that is not a number makes outputs that are none: such a training has failed. An
 * infinite one may be meant, as the masks of attention are, and is only told of.
 */
final class FiniteWeights {
  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private FiniteWeights(String file) {
    this.file = file;
  }

  /** The remarks; the model holds its external data already. */
  static List<String> remarks(String file, OnnxMl.ModelProto model) throws RefusedException {
    FiniteWeights check = new FiniteWeights(file);
    ModelTensors.all(model).forEach(check::check);
    if (!check.problems.isEmpty()) {
      throw new RefusedException(check.problems);
    }
    return check.remarks;
  }

  private void check(TensorProto tensor) {
    long nan = 0;
    long infinite = 0;
    for (float value : tensor.getFloatDataList()) {
      nan += Float.isNaN(value) ? 1 : 0;
      infinite += Float.isInfinite(value) ? 1 : 0;
    }
    for (double value : tensor.getDoubleDataList()) {
      nan += Double.isNaN(value) ? 1 : 0;
      infinite += Double.isInfinite(value) ? 1 : 0;
    }
    Width width = Width.of(tensor.getDataType());
    ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    while (width.bytes > 0 && raw.remaining() >= width.bytes) {
      long bits = width.read(raw) & ~width.sign;
      nan += bits > width.infinity ? 1 : 0;
      infinite += bits == width.infinity ? 1 : 0;
    }
    if (width == Width.FLOAT16 || width == Width.BFLOAT16) {
      for (int value : tensor.getInt32DataList()) {
        nan += (value & ~width.sign) > width.infinity ? 1 : 0;
        infinite += (value & ~width.sign) == width.infinity ? 1 : 0;
      }
    }
    tell(tensor.getName(), nan, infinite);
  }

  private void tell(String name, long nan, long infinite) {
    String weight = name.isEmpty() ? "a constant" : "weight '" + name + "'";
    if (nan > 0) {
      problems.add(
          Problem.in(
              file,
              weight
                  + " holds "
                  + nan
                  + (nan == 1 ? " number that is" : " numbers that are")
                  + " NaN",
              "the training failed or the export did; take another checkpoint"));
    } else if (infinite > 0) {
      remarks.add(weight + " holds " + infinite + " infinite numbers");
    }
  }

  /** Describes the bits of a floating-point format: all patterns above that of infinity are NaN. */
  private enum Width {
    NONE(0, 0, 0),
    FLOAT16(2, 0x8000L, 0x7c00L),
    BFLOAT16(2, 0x8000L, 0x7f80L),
    FLOAT(4, 0x8000_0000L, 0x7f80_0000L),
    DOUBLE(8, Long.MIN_VALUE, 0x7ff0_0000_0000_0000L);

    private final int bytes;
    private final long sign;
    private final long infinity;

    Width(int bytes, long sign, long infinity) {
      this.bytes = bytes;
      this.sign = sign;
      this.infinity = infinity;
    }

    static Width of(int type) {
      return switch (type) {
        case TensorProto.DataType.FLOAT16_VALUE -> FLOAT16;
        case TensorProto.DataType.BFLOAT16_VALUE -> BFLOAT16;
        case TensorProto.DataType.FLOAT_VALUE -> FLOAT;
        case TensorProto.DataType.DOUBLE_VALUE -> DOUBLE;
        default -> NONE;
      };
    }

    long read(ByteBuffer raw) {
      return switch (this) {
        case NONE -> 0;
        case FLOAT16, BFLOAT16 -> raw.getShort() & 0xffffL;
        case FLOAT -> raw.getInt() & 0xffff_ffffL;
        case DOUBLE -> raw.getLong();
      };
    }
  }
}
