package dev.gantry.targets;

import ai.onnxruntime.OrtEnvironment;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.probe.Probe;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a board needs to run the runner: its jar, and ONNX Runtime's libraries for its platform. */
public final class RunnerKit {
  static final String JAR = "runner.jar";
  private static final Map<String, String> PLATFORMS =
      Map.of("x86_64", "linux-x64", "aarch64", "linux-aarch64");
  private static final List<String> LIBRARIES =
      List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");

  private final Map<String, List<Part>> kits = new ConcurrentHashMap<>();

  /** One file of the kit, under the name by which the runner looks for it. */
  record Part(String name, Cargo cargo) {}

  List<Part> forBoard(String board, Probe probe) throws RigException {
    String architecture = probe.fact("architecture").orElse("unknown");
    String platform =
        Optional.ofNullable(PLATFORMS.get(architecture))
            .orElseThrow(
                () ->
                    RackTrouble.at(
                        board,
                        "no runner for architecture " + architecture,
                        "boards are " + String.join(" or ", PLATFORMS.keySet())));
    // Hashing 30 MB once for all boards of a platform.
    try {
      return kits.computeIfAbsent(platform, RunnerKit::pack);
    } catch (java.io.UncheckedIOException e) {
      throw new IllegalStateException("this installation of Gantry is incomplete", e);
    }
  }

  private static List<Part> pack(String platform) {
    try {
      List<Part> parts = new java.util.ArrayList<>();
      parts.add(new Part(JAR, Cargo.of(() -> resource(RunnerKit.class, JAR))));
      for (String library : LIBRARIES) {
        String path = "/ai/onnxruntime/native/" + platform + "/" + library;
        parts.add(new Part(library, Cargo.of(() -> resource(OrtEnvironment.class, path))));
      }
      return List.copyOf(parts);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static InputStream resource(Class<?> near, String path) throws FileNotFoundException {
    InputStream stream = near.getResourceAsStream(path);
    if (stream == null) {
      throw new FileNotFoundException(path + " is not on the class path");
    }
    return stream;
  }
}
