package dev.gantry.converter;

import static dev.gantry.converter.Onnx.node;
import static dev.gantry.converter.Onnx.weight;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Digest;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: what is killed cannot clean up behind itself. */
@Timeout(300)
class KilledConversionTest {
  private static final int RECIPES = 40;

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void a_small_model() throws Exception {
    model = folder.resolve("small.onnx");
    Files.write(
        model,
        Onnx.model(
                Onnx.graph(4)
                    .addInitializer(weight("w", 1, 2, 3, 4))
                    .addNode(node("Mul", List.of("x", "w"), "y")))
            .toByteArray());
  }

  private Process start(Path home) throws IOException {
    String classes =
        ManagementFactory.getRuntimeMXBean().getClassPath()
            + File.pathSeparator
            + System.getProperty("surefire.test.class.path", "");
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes,
            ConvertingProcess.class.getName(),
            home.toString(),
            model.toString(),
            String.valueOf(RECIPES))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static BufferedReader ready(Process process) throws IOException {
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(said.readLine()).isEqualTo("ready");
    return said;
  }

  private static void go(Process process) throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  @Test
  void a_conversion_that_is_killed_at_any_moment_leaves_a_store_that_works() throws Exception {
    long seed = 20_261;
    Random random = new Random(seed);
    Path home = folder.resolve("home");
    for (int kill = 0; kill < 8; kill++) {
      Process process = start(home);
      List<String> told = killed(process, 1 + random.nextInt(12), random.nextInt(3_000_000));
      ConvertingProcess here = new ConvertingProcess(home, model);
      for (int number = 0; number < told.size(); number++) {
        Conversion known = here.convert(number);
        assertThat(known.cached()).as("seed %s, kill %s, recipe %s", seed, kill, number).isTrue();
        assertThat(known.variant().digest()).hasToString(told.get(number));
      }
      // The one in the middle of which it was killed, and a few more that it may have come to.
      Conversion next = here.convert(told.size() + random.nextInt(3));
      assertThat(Digest.of(Files.readAllBytes(next.file())))
          .as("seed %s, kill %s", seed, kill)
          .isEqualTo(next.variant().digest());
    }
  }

  /** In the middle of what comes after so many variants. */
  private static List<String> killed(Process process, int after, int nanos) throws Exception {
    List<String> told = new ArrayList<>();
    try (BufferedReader said = ready(process)) {
      go(process);
      while (told.size() < after) {
        told.add(said.readLine());
      }
      process.waitFor(nanos, TimeUnit.NANOSECONDS);
    } finally {
      process.destroyForcibly().waitFor();
    }
    return told;
  }

  @Test
  void processes_that_convert_the_same_at_once_are_given_the_same_bytes() throws Exception {
    Path home = folder.resolve("home");
    Process one = start(home);
    Process other = start(home);
    try (BufferedReader fromOne = ready(one);
        BufferedReader fromOther = ready(other)) {
      go(one);
      go(other);
      List<String> first = fromOne.lines().toList();
      List<String> second = fromOther.lines().toList();

      assertThat(first).hasSize(RECIPES).isEqualTo(second);
      assertThat(one.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      one.destroyForcibly();
      other.destroyForcibly();
    }
  }
}
