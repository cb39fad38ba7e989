package dev.gantry.harness.lab;

import dev.gantry.runner.tensor.TensorFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whether a run that passed has all that it must have, once: counted here, not by the harness. */
record Evidence(Path out) {
  private static final int SAMPLES = 300;
  private static final int QUERIES = 300;

  List<String> flaws() throws IOException {
    List<String> flaws = new ArrayList<>();
    List<Path> outputs = named("outputs.tensors");
    List<Path> periodic = named("periodic-1.ns");
    if (outputs.size() != 1 || periodic.size() != 1) {
      flaws.add(outputs.size() + " files of outputs, " + periodic.size() + " of periodic times");
      return flaws;
    }
    try (TensorFileReader reader = new TensorFileReader(outputs.get(0))) {
      int samples = 0;
      while (reader.hasNext()) {
        reader.next();
        samples++;
      }
      if (samples != SAMPLES) {
        flaws.add(samples + " samples for " + SAMPLES);
      }
    }
    if (Files.size(periodic.get(0)) != QUERIES * (long) Long.BYTES) {
      flaws.add(Files.size(periodic.get(0)) / Long.BYTES + " times for " + QUERIES);
    }
    return flaws;
  }

  private List<Path> named(String name) throws IOException {
    try (Stream<Path> all = Files.walk(out.resolve("dossier"))) {
      return all.filter(path -> path.endsWith(name)).toList();
    }
  }
}
