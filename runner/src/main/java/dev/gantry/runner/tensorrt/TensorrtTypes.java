package dev.gantry.runner.tensorrt;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.runner.BackendException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.tensorrt.global.nvinfer.DataType;
import org.bytedeco.tensorrt.nvinfer.Dims64;

/** Converts between TensorRT's types and shapes and those of Gantry. */
final class TensorrtTypes {
  private TensorrtTypes() {}

  static ElementType of(String tensor, DataType type) throws BackendException {
    return switch (type.intern()) {
      case kFLOAT -> ElementType.FLOAT32;
      case kHALF -> ElementType.FLOAT16;
      case kBF16 -> ElementType.BFLOAT16;
      case kINT8 -> ElementType.INT8;
      case kUINT8 -> ElementType.UINT8;
      case kINT32 -> ElementType.INT32;
      case kINT64 -> ElementType.INT64;
      case kBOOL -> ElementType.BOOL;
      case kFP8, kINT4, kFP4, kE8M0 ->
          throw NvidiaLibraries.missing(
              tensor + " holds " + type + ", which Gantry does not run",
              "give the model inputs and outputs of another type");
    };
  }

  /** An unknown side is -1. */
  static List<Long> shape(Dims64 dims) {
    List<Long> shape = new ArrayList<>();
    for (int axis = 0; axis < dims.nbDims(); axis++) {
      shape.add(dims.d(axis));
    }
    return shape;
  }

  static Dims64 dims(long... sides) {
    Dims64 dims = new Dims64();
    dims.nbDims(sides.length);
    for (int axis = 0; axis < sides.length; axis++) {
      dims.d(axis, sides[axis]);
    }
    return dims;
  }
}
