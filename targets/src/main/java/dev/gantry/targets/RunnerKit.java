package dev.gantry.targets;

import ai.onnxruntime.OrtEnvironment;
import dev.gantry.dossier.Backend;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.probe.BoardFact;
import dev.gantry.targets.probe.BoardProbe;
import dev.gantry.targets.store.StoredFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Collects what a board needs to run the runner: its jar, and for its platform the libraries of
 * ONNX Runtime, or else the classes and libraries that lead to the board's own TensorRT.
 */
public final class RunnerKit {
  static final String JAR = "runner.jar";
  private static final String TENSORRT = "tensorrt/";
  private static final Map<String, Platform> PLATFORMS =
      Map.of(
          "x86_64", new Platform("linux-x64", "linux-x86_64"),
          "aarch64", new Platform("linux-aarch64", "linux-arm64"));

  private final Map<Contents, List<Part>> kits = new ConcurrentHashMap<>();

  /** One file of the kit, under the name by which the runner looks for it. */
  record Part(String name, StoredFile storedFile) {}

  /** One architecture, as ONNX Runtime and as JavaCPP call it. */
  private record Platform(String onnxruntime, String javacpp) {}

  private record Contents(Platform platform, Backend backend) {}

  List<Part> forBoard(String board, BoardProbe probe) throws RigException {
    return forBoard(board, probe, Backend.ONNXRUNTIME);
  }

  /** Nothing for a backend that is a program of the board's own. */
  List<Part> forBoard(String board, BoardProbe probe, Backend backend) throws RigException {
    String architecture = probe.fact(BoardFact.ARCHITECTURE).orElse("unknown");
    Platform platform =
        Optional.ofNullable(PLATFORMS.get(architecture))
            .orElseThrow(
                () ->
                    RackTrouble.at(
                        board,
                        "no runner for architecture " + architecture,
                        "boards are " + String.join(" or ", PLATFORMS.keySet())));
    return parts(new Contents(platform, backend));
  }

  private List<Part> parts(Contents contents) {
    // Hashing 30 MB once for all boards of a platform.
    try {
      return kits.computeIfAbsent(contents, RunnerKit::pack);
    } catch (UncheckedIOException e) {
      throw new IllegalStateException("this installation of Gantry is incomplete", e);
    }
  }

  private static List<Part> pack(Contents contents) {
    try {
      return switch (contents.backend()) {
        case ONNXRUNTIME -> onnxruntime(contents.platform().onnxruntime());
        case TENSORRT -> tensorrt(contents.platform().javacpp());
        case TRTEXEC -> List.of();
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Part> onnxruntime(String platform) throws IOException {
    List<Part> parts = new ArrayList<>(List.of(part(RunnerKit.class, JAR)));
    for (String library : List.of("libonnxruntime.so", "libonnxruntime4j_jni.so")) {
      parts.add(part(OrtEnvironment.class, "/ai/onnxruntime/native/" + platform + "/" + library));
    }
    return List.copyOf(parts);
  }

  private static List<Part> tensorrt(String platform) throws IOException {
    List<Part> parts = new ArrayList<>(List.of(part(RunnerKit.class, JAR)));
    for (String jar : List.of("javacpp.jar", "cuda.jar", "tensorrt.jar")) {
      parts.add(part(RunnerKit.class, TENSORRT + jar));
    }
    for (String library :
        List.of(
            "javacpp/%s/libjnijavacpp.so",
            "cuda/%s/libjnicudart.so",
            "tensorrt/%s/libjninvinfer.so",
            "tensorrt/%s/libjninvonnxparser.so")) {
      parts.add(part(RunnerKit.class, TENSORRT + "org/bytedeco/" + library.formatted(platform)));
    }
    return List.copyOf(parts);
  }

  private static Part part(Class<?> near, String path) throws IOException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return new Part(name, StoredFile.of(() -> resource(near, path)));
  }

  private static InputStream resource(Class<?> near, String path) throws FileNotFoundException {
    InputStream stream = near.getResourceAsStream(path);
    if (stream == null) {
      throw new FileNotFoundException(path + " is not on the class path");
    }
    return stream;
  }
}
