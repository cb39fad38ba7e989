package dev.gantry.converter.model;

import ai.onnx.proto.OnnxMl;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The type that a model declares for a value, and the element types that are known here at all. */
record DeclaredType(OnnxMl.TypeProto type) {
  /** What to do where one is not. */
  static final String REMEDY = "export it with an element type of ONNX 1.16 or older";

  /** Words on a number for an element type that nobody here knows. */
  static Optional<String> objection(int number) {
    OnnxMl.TensorProto.DataType known = OnnxMl.TensorProto.DataType.forNumber(number);
    return known == null || known == OnnxMl.TensorProto.DataType.UNDEFINED
        ? Optional.of("has element type " + number + ", which is none that is known here")
        : Optional.empty();
  }

  /** The same for what this holds; what says no element type at all may be left to the runtime. */
  Optional<String> objection(boolean mayBeUntold) {
    return numbers(type)
        .filter(number -> number != 0 || !mayBeUntold)
        .map(DeclaredType::objection)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Stream<Integer> numbers(OnnxMl.TypeProto type) {
    return switch (type.getValueCase()) {
      case TENSOR_TYPE -> Stream.of(type.getTensorType().getElemType());
      case SPARSE_TENSOR_TYPE -> Stream.of(type.getSparseTensorType().getElemType());
      case SEQUENCE_TYPE -> numbers(type.getSequenceType().getElemType());
      case OPTIONAL_TYPE -> numbers(type.getOptionalType().getElemType());
      case MAP_TYPE ->
          Stream.concat(
              Stream.of(type.getMapType().getKeyType()), numbers(type.getMapType().getValueType()));
      case OPAQUE_TYPE, VALUE_NOT_SET -> Stream.empty();
    };
  }

  @Override
  public String toString() {
    return switch (type.getValueCase()) {
      case TENSOR_TYPE -> element(type.getTensorType().getElemType()) + shape();
      case SPARSE_TENSOR_TYPE -> "sparse " + element(type.getSparseTensorType().getElemType());
      case SEQUENCE_TYPE -> "sequence of " + new DeclaredType(type.getSequenceType().getElemType());
      case OPTIONAL_TYPE -> "optional " + new DeclaredType(type.getOptionalType().getElemType());
      case MAP_TYPE ->
          "map of "
              + element(type.getMapType().getKeyType())
              + " to "
              + new DeclaredType(type.getMapType().getValueType());
      case OPAQUE_TYPE -> "opaque";
      case VALUE_NOT_SET -> "of unknown type";
    };
  }

  private static String element(int number) {
    return objection(number).isPresent()
        ? "unknown"
        : String.valueOf(OnnxMl.TensorProto.DataType.forNumber(number));
  }

  private String shape() {
    return type.getTensorType().getShape().getDimList().stream()
        .map(
            dimension ->
                dimension.hasDimValue()
                    ? String.valueOf(dimension.getDimValue())
                    : dimension.getDimParam().isEmpty() ? "?" : dimension.getDimParam())
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
