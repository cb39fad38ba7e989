package dev.gantry.converter;

import static org.junit.jupiter.api.Assumptions.abort;

import ai.onnx.proto.OnnxMl;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Real models that are not part of the project, where this computer has them. */
final class SharedModels {
  /** Those over which a test sits for seconds: only a thorough build waits for them. */
  private static final Set<String> SLOW =
      Set.of(
          "gtcrn",
          "superres10",
          "superres10_fp16",
          "superres10_int8_qdq",
          "tbefn_180x320",
          "basic_pitch",
          "dnsmos_p808",
          "lw_person_detector",
          "ultraface_rfb320",
          "deeplab_v3",
          "yolox_nano",
          "yolox_nano_fp16",
          "yolox_nano_int8_qdq",
          "ultraface_rfb320_fp16",
          "ultraface_rfb320_int8_qdq",
          "squeezenet_fp16",
          "squeezenet_fp32_extdata",
          "squeezenet_int8_qdq",
          "magika_v3_3");

  private SharedModels() {}

  /** A part of them that shows every kind of graph, without those that take long. */
  static List<Path> quick() throws IOException {
    return folders().stream()
        .filter(folder -> !SLOW.contains(folder.getFileName().toString()))
        .toList();
  }

  static List<Path> folders() throws IOException {
    Path models = find();
    try (Stream<Path> folders = Files.list(models)) {
      return folders.filter(folder -> Files.exists(folder.resolve("model.onnx"))).sorted().toList();
    }
  }

  private static Path find() {
    String named = System.getProperty("gantry.shared");
    Path place = named == null ? Path.of("").toAbsolutePath() : Path.of(named);
    for (Path folder = place; folder != null; folder = folder.getParent()) {
      for (String name : List.of("models", "shared/models")) {
        if (Files.isRegularFile(folder.resolve(name).resolve("index.json"))) {
          return folder.resolve(name);
        }
      }
    }
    return abort("SKIPPED: nothing is said about real models, no folder shared/models is here");
  }

  /** The model's own test input; where it has none, ones of its shape. */
  static Optional<List<Tensor>> sample(Path folder, OnnxMl.ModelProto model) throws IOException {
    Set<String> weights =
        model.getGraph().getInitializerList().stream()
            .map(OnnxMl.TensorProto::getName)
            .collect(Collectors.toSet());
    List<Tensor> sample = new ArrayList<>();
    int index = 0;
    for (OnnxMl.ValueInfoProto input : model.getGraph().getInputList()) {
      Path file = folder.resolve("test_data_set_0/input_" + index++ + ".pb");
      if (weights.contains(input.getName())) {
        continue;
      }
      Optional<Tensor> tensor = Files.exists(file) ? read(input.getName(), file) : ones(input);
      if (tensor.isEmpty()) {
        return Optional.empty();
      }
      sample.add(tensor.get());
    }
    return Optional.of(sample);
  }

  private static Optional<Tensor> read(String name, Path file) throws IOException {
    OnnxMl.TensorProto proto = OnnxMl.TensorProto.parseFrom(Files.readAllBytes(file));
    return type(proto.getDataType())
        .map(
            type -> {
              TensorSpec spec = new TensorSpec(name, type, proto.getDimsList());
              ByteBuffer bytes =
                  ByteBuffer.allocate(Math.toIntExact(Tensor.byteCount(type, spec.shape())))
                      .order(ByteOrder.LITTLE_ENDIAN);
              bytes.put(proto.getRawData().toByteArray());
              proto.getFloatDataList().forEach(bytes::putFloat);
              proto.getInt64DataList().forEach(bytes::putLong);
              for (int value : proto.getInt32DataList()) {
                switch (type.bytes()) {
                  case 1 -> bytes.put((byte) value);
                  case 2 -> bytes.putShort((short) value);
                  default -> bytes.putInt(value);
                }
              }
              return new Tensor(spec, bytes.flip());
            });
  }

  private static Optional<Tensor> ones(OnnxMl.ValueInfoProto input) {
    OnnxMl.TypeProto.Tensor declared = input.getType().getTensorType();
    List<Long> shape =
        declared.getShape().getDimList().stream()
            .map(side -> Math.max(1, side.getDimValue()))
            .toList();
    return type(declared.getElemType())
        .map(
            type -> {
              int count = Math.toIntExact(Tensor.byteCount(type, shape)) / type.bytes();
              ByteBuffer bytes =
                  ByteBuffer.allocate(count * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
              for (int element = 0; element < count; element++) {
                switch (type) {
                  case FLOAT32 -> bytes.putFloat(1);
                  case FLOAT64 -> bytes.putDouble(1);
                  case INT64, UINT64 -> bytes.putLong(1);
                  case INT32, UINT32 -> bytes.putInt(1);
                  case INT16, UINT16 -> bytes.putShort((short) 1);
                  case FLOAT16 -> bytes.putShort((short) 0x3c00);
                  case BFLOAT16 -> bytes.putShort((short) 0x3f80);
                  case INT8, UINT8, BOOL -> bytes.put((byte) 1);
                }
              }
              return new Tensor(new TensorSpec(input.getName(), type, shape), bytes.flip());
            });
  }

  private static Optional<ElementType> type(int number) {
    OnnxMl.TensorProto.DataType type = OnnxMl.TensorProto.DataType.forNumber(number);
    String label =
        switch (String.valueOf(type)) {
          case "FLOAT" -> "float32";
          case "DOUBLE" -> "float64";
          default -> String.valueOf(type).toLowerCase(java.util.Locale.ROOT);
        };
    return ElementType.ofLabel(label);
  }
}
