package dev.gantry.targets.standin;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** An input or output of an engine: TensorRT 8 knows no int64, and takes int32 for it. */
record Tensor(String name, boolean input, OnnxJavaType type, List<Long> shape, boolean narrowed) {
  private static final String ALLOWED = "._-,";
  private static final int LONGEST = 150;

  static Tensor of(String name, boolean input, TensorInfo info, Version version) {
    // What is open is taken for one, as the build did.
    List<Long> shape =
        Arrays.stream(info.getShape()).map(each -> each < 0 ? 1 : each).boxed().toList();
    return new Tensor(
        name, input, info.type, shape, version.major() < 10 && info.type == OnnxJavaType.INT64);
  }

  long[] dimensions() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  long elements() {
    return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
  }

  int size() {
    return (int) (elements() * (narrowed ? 4 : type.size));
  }

  String word() {
    return switch (type) {
      case FLOAT -> "fp32";
      case FLOAT16 -> "fp16";
      case BFLOAT16 -> "bf16";
      case INT64 -> narrowed ? "int32" : "int64";
      case INT32 -> "int32";
      case INT8 -> "int8";
      case UINT8 -> "uint8";
      case BOOL -> "bool";
      default -> throw new IllegalArgumentException(type + " is no type of TensorRT");
    };
  }

  String dimensions(String between) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(between));
  }

  /** Whatever is no letter, digit or one of {@code ._-,} becomes an underscore. */
  String fileName(Version version) {
    String plain =
        name + "." + (input ? "input" : "output") + "." + dimensions(".") + "." + word() + ".raw";
    StringBuilder safe = new StringBuilder();
    for (byte each : plain.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      boolean plainLetter =
          each > 0 && (Character.isLetterOrDigit(each) || ALLOWED.indexOf(each) >= 0);
      safe.append(plainLetter ? (char) each : '_');
    }
    if (version.major() < 11 || safe.length() <= LONGEST) {
      return safe.toString();
    }
    // The newest cut a long name in its middle.
    int half = (LONGEST - 3) / 2;
    return safe.substring(0, half) + "..." + safe.substring(safe.length() - half);
  }

  /** As ONNX Runtime takes it. */
  ByteBuffer widened(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer to =
        ByteBuffer.allocateDirect((int) (elements() * type.size)).order(ByteOrder.LITTLE_ENDIAN);
    if (narrowed) {
      while (from.hasRemaining()) {
        to.putLong(from.getInt());
      }
    } else {
      to.put(from);
    }
    return to.rewind();
  }

  /** As the real program writes it. */
  byte[] narrow(ByteBuffer buffer) {
    ByteBuffer from = buffer.order(ByteOrder.LITTLE_ENDIAN).rewind();
    if (!narrowed) {
      byte[] bytes = new byte[from.remaining()];
      from.get(bytes);
      return bytes;
    }
    ByteBuffer to = ByteBuffer.allocate(size()).order(ByteOrder.LITTLE_ENDIAN);
    while (from.hasRemaining()) {
      to.putInt((int) from.getLong());
    }
    return to.array();
  }
}
