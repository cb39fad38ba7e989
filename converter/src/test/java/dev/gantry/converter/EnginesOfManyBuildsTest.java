package dev.gantry.converter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.converter.emit.EmissionRequest;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.store.ContentStore;
import dev.gantry.converter.store.RecipePins;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.Precision;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.ShippedSet;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Boards of one kind, as processes that build at the same time: memory is laid out anew in each.
 */
class EnginesOfManyBuildsTest {
  private static final List<Precision> PRECISIONS =
      List.of(Precision.FP32, Precision.FP16, Precision.INT8);

  private static final String LIBRARIES = "gantry.onnxruntime.folder";

  @TempDir Path folder;

  @Test
  @Timeout(300)
  void boards_that_build_a_shipped_model_at_once_build_the_same_bytes() throws Exception {
    List<Path> variants = new ArrayList<>();
    for (Precision precision : PRECISIONS) {
      variants.add(variant(ShippedSet.RAIL_SIGNALS, precision));
    }
    assertSame(variants, 4, 4);
  }

  @Test
  @Tag("thorough")
  @Timeout(1800)
  void twenty_processes_build_the_same_bytes_of_every_shipped_model() throws Exception {
    List<Path> variants = new ArrayList<>();
    for (ShippedSet shipped : ShippedSet.ALL) {
      for (Precision precision : PRECISIONS) {
        variants.add(variant(shipped, precision));
      }
    }
    assertSame(variants, 20, busy());
  }

  @Test
  @Tag("thorough")
  @Timeout(1800)
  void twenty_processes_build_the_same_bytes_of_every_shared_model() throws Exception {
    List<Path> models = new ArrayList<>();
    for (Path shared : SharedModels.folders()) {
      models.add(shared.resolve("model.onnx"));
    }
    assertSame(models, 20, busy());
  }

  /** Twice what the processor does at once: some always wait. */
  private static int busy() {
    return 2 * Runtime.getRuntime().availableProcessors();
  }

  private Path variant(ShippedSet shipped, Precision precision) throws Exception {
    ShippedSet.Unpacked unpacked = shipped.unpack(folder);
    SampleFeed few = ConversionInputs.of(GoldenFolder.look(unpacked.set())).spread(16);
    ContentStore store = new ContentStore(folder.resolve("store"));
    RecipePins pins = new RecipePins(store, folder.resolve("pins"));
    return new Converter(store, pins, new StandardEmissions(), ConversionWatch.nobody())
        .convert(
            new ConversionRequest(
                shipped.name(),
                OnnxModel.read(unpacked.model()),
                EmissionRequest.of(precision, Dialect.ONNXRUNTIME),
                ConversionInputs.of(few),
                ConversionOptions.usual(OpsetRange.ANY)))
        .file();
  }

  private void assertSame(List<Path> variants, int processes, int atOnce) throws Exception {
    List<Process> running = new ArrayList<>();
    List<Path> told = new ArrayList<>();
    try {
      for (int number = 0; number < processes; number++) {
        if (number >= atOnce) {
          running.get(number - atOnce).waitFor();
        }
        Path place = Files.createDirectory(folder.resolve("build-" + number));
        told.add(place.resolve("told.txt"));
        running.add(start(place, variants, told.get(number)));
      }
      for (Process process : running) {
        assertThat(process.waitFor()).isZero();
      }
    } finally {
      running.forEach(Process::destroyForcibly);
    }
    List<String> first = Files.readAllLines(told.get(0));
    assertThat(first).hasSameSizeAs(variants).anyMatch(line -> line.startsWith("sha256:"));
    for (Path other : told) {
      assertThat(other).hasContent(String.join("\n", first) + "\n");
    }
  }

  private static Process start(Path place, List<Path> variants, Path told) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    // Where it is not set, each unpacks the runtime for itself.
    Optional.ofNullable(System.getProperty(LIBRARIES))
        .ifPresent(kept -> words.add("-D" + LIBRARIES + "=" + kept));
    words.add("-cp");
    words.add(
        ManagementFactory.getRuntimeMXBean().getClassPath()
            + File.pathSeparator
            + System.getProperty("surefire.test.class.path", ""));
    words.addAll(List.of(BuildingProcess.class.getName(), place.toString()));
    variants.forEach(variant -> words.add(variant.toString()));
    return new ProcessBuilder(words)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(told.toFile())
        .start();
  }
}
