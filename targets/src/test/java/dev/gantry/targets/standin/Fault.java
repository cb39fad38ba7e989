package dev.gantry.targets.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What goes wrong on demand: the environment's {@code TRTEXEC_FAULT}, or else the line of {@code
 * trtexec-fault} in the home, such as {@code killed}, {@code hang infer} or {@code cut-log build
 * once}.
 */
enum Fault {
  OUT_OF_MEMORY,
  UNSUPPORTED_OPERATOR,
  KILLED,
  SEGFAULT,
  HANG,
  PASSED_WITHOUT_FILE,
  CUT_LOG,
  NAN_OUTPUTS,
  WRONG_OUTPUTS,
  INT8_FALLS_BACK,
  SLOW,
  FAILED_EXIT_0,
  PASSED_EXIT_1,
  NO_RAW_BINDINGS;

  static final String FILE = "trtexec-fault";

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Fault> of(Map<String, String> environment, boolean builds) throws IOException {
    Path file = Path.of(environment.getOrDefault("HOME", "/"), FILE);
    String line = environment.getOrDefault("TRTEXEC_FAULT", "");
    if (line.isEmpty() && Files.exists(file)) {
      line = Files.readString(file).strip();
    }
    if (line.isEmpty()) {
      return Optional.empty();
    }
    List<String> words = List.of(line.split("\\s+", -1));
    if (words.contains(builds ? "infer" : "build")) {
      return Optional.empty();
    }
    Fault fault = Fault.valueOf(words.get(0).toUpperCase(Locale.ROOT).replace('-', '_'));
    if (words.contains("once")) {
      Files.deleteIfExists(file);
    }
    return Optional.of(fault);
  }
}
