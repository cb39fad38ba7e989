package dev.gantry.harness.lab;

import dev.gantry.runner.tensor.TensorFileReader;
import dev.gantry.validation.evidence.TimesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Whether a run that passed has all that it must have, once: counted here, not by the harness. */
record Evidence(Path out) {
  private static final int SAMPLES = 300;
  private static final int SECONDS = 10;

  List<String> flaws() throws IOException {
    List<String> flaws = new ArrayList<>();
    List<Path> outputs = named("outputs.tensors");
    List<Path> soak = named("soak-00001.ns");
    if (outputs.size() != 1 || soak.size() != 1) {
      flaws.add(outputs.size() + " files of outputs, " + soak.size() + " of times of a soak");
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
    long seconds = Arrays.stream(TimesFile.read(soak.get(0)).nanoseconds()).sum() / 1_000_000_000;
    if (seconds < 1 || seconds > SECONDS + 5) {
      flaws.add(seconds + " s of queries in a window of " + SECONDS + " s");
    }
    return flaws;
  }

  private List<Path> named(String name) throws IOException {
    try (Stream<Path> all = Files.walk(out.resolve("dossier"))) {
      return all.filter(path -> path.endsWith(name)).toList();
    }
  }
}
