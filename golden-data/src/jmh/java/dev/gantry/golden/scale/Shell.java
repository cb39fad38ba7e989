package dev.gantry.golden.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Programs that are run as people run them, in a folder for what they leave. */
record Shell(Path gantry, Path folder) {
  static final String HEAP = "256m";
  private static final Pattern AFTER = Pattern.compile("->(\\d+)M\\(");

  void gantry(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(gantry.toString()));
    command.addAll(Arrays.asList(arguments));
    run(command, folder);
  }

  /** The files of a folder, by as many processes as there are cores. */
  void sha256sum(Path files) throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    String line = "find . -type f -print0 | xargs -0 -n 500 -P " + cores + " sha256sum > /dev/null";
    run(List.of("sh", "-c", line), files);
  }

  /** The most that was in use behind any collection of the last run, in MiB. */
  int peak() throws IOException {
    int peak = 0;
    for (String line : Files.readAllLines(folder.resolve("gc.log"))) {
      Matcher matcher = AFTER.matcher(line);
      if (matcher.find()) {
        peak = Math.max(peak, Integer.parseInt(matcher.group(1)));
      }
    }
    return peak;
  }

  private void run(List<String> command, Path where) throws IOException {
    Path log = folder.resolve("log.txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile());
    builder
        .environment()
        .put("JDK_JAVA_OPTIONS", "-Xmx" + HEAP + " -Xlog:gc:file=" + folder.resolve("gc.log"));
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed: " + Files.readString(log));
      }
    } catch (InterruptedException e) {
      process.destroy();
      throw new IOException(e);
    }
  }
}
