package dev.gantry.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** Tensors across the border to ONNX Runtime. */
public final class OrtTensors {
  private OrtTensors() {}

  public static OnnxTensor of(OrtEnvironment environment, Tensor tensor) throws OrtException {
    int bytes = tensor.data().remaining();
    return of(environment, tensor, ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()));
  }

  /** The numbers lie in this native memory, which is long enough, for as long as they are used. */
  public static OnnxTensor of(OrtEnvironment environment, Tensor tensor, ByteBuffer direct)
      throws OrtException {
    direct.clear().put(tensor.data()).flip();
    return OnnxTensor.createTensor(
        environment, direct, shape(tensor.spec()), javaType(tensor.spec().type()));
  }

  public static Tensor copy(String name, OnnxValue value) throws OrtException {
    if (!(value instanceof OnnxTensor tensor)) {
      throw new IllegalArgumentException(
          "output " + name + " is not a tensor but " + value.getType());
    }
    TensorInfo info = tensor.getInfo();
    TensorSpec spec = spec(name, info);
    ByteBuffer bytes = tensor.getByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    return new Tensor(spec, bytes);
  }

  static TensorSpec spec(NodeInfo node) throws OrtException {
    if (!(node.getInfo() instanceof TensorInfo info)) {
      throw new IllegalArgumentException(
          node.getName() + " is not a tensor but " + node.getInfo() + ": only tensors are run");
    }
    return spec(node.getName(), info);
  }

  public static long[] shape(TensorSpec spec) {
    return spec.shape().stream().mapToLong(Long::longValue).toArray();
  }

  public static OnnxJavaType javaType(ElementType type) {
    return switch (type) {
      case FLOAT32 -> OnnxJavaType.FLOAT;
      case FLOAT16 -> OnnxJavaType.FLOAT16;
      case BFLOAT16 -> OnnxJavaType.BFLOAT16;
      case FLOAT64 -> OnnxJavaType.DOUBLE;
      case INT8 -> OnnxJavaType.INT8;
      case UINT8 -> OnnxJavaType.UINT8;
      case INT16 -> OnnxJavaType.INT16;
      case INT32 -> OnnxJavaType.INT32;
      case INT64 -> OnnxJavaType.INT64;
      case BOOL -> OnnxJavaType.BOOL;
      case UINT16, UINT32, UINT64 ->
          throw new IllegalArgumentException("ONNX Runtime's Java border has no " + type);
    };
  }

  static TensorSpec spec(String name, TensorInfo info) {
    ElementType type =
        type(info)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        name + " holds " + info.onnxType + ", which Gantry does not run"));
    return new TensorSpec(name, type, Arrays.stream(info.getShape()).boxed().toList());
  }

  /** Not by info.type: Java's types know no unsigned numbers, and would call them signed. */
  static Optional<ElementType> type(TensorInfo info) {
    return switch (info.onnxType) {
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> Optional.of(ElementType.FLOAT32);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> Optional.of(ElementType.FLOAT16);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> Optional.of(ElementType.BFLOAT16);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> Optional.of(ElementType.FLOAT64);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> Optional.of(ElementType.INT8);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> Optional.of(ElementType.UINT8);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> Optional.of(ElementType.INT16);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> Optional.of(ElementType.UINT16);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> Optional.of(ElementType.INT32);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> Optional.of(ElementType.UINT32);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> Optional.of(ElementType.INT64);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> Optional.of(ElementType.UINT64);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> Optional.of(ElementType.BOOL);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UNDEFINED,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_COMPLEX64,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_COMPLEX128,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E4M3FN,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E4M3FNUZ,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E5M2,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E5M2FNUZ ->
          Optional.empty();
    };
  }
}
