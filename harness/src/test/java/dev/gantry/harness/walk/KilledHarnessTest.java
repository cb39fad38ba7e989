package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.harness.Bench;
import dev.gantry.validation.evidence.TimesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A harness that is killed, or stopped, in the middle of a long measurement, and the run that goes
 * on.
 */
class KilledHarnessTest {
  private static final UndisturbedRun RUN = UndisturbedRun.once();
  private static final String CELL = "rail-signals/fp32/cpu";
  private static final Path BOARD = RUN.home().resolve("boards/camera/bench-1/home/.gantry");

  @TempDir Path folder;
  private Path release;
  private Path rack;
  private Path out;

  @BeforeEach
  void a_measurement_of_half_a_minute() throws IOException {
    Path demo = RUN.home().resolve("one-model");
    release =
        Files.writeString(
            demo.resolve("camera.yaml"),
            Outing.release("[fp32]", "[cpu]")
                + "    soak: { for: 30 s, window: 30 s, p50: \"<= 2 s\" }\n");
    rack =
        Files.writeString(
            demo.resolve("camera.rack.yaml"),
            """
            rack: camera
            kinds:
              cpu: { backend: onnxruntime, threads: 1 }
            boards:
              - { name: bench-1, kind: cpu, embedded: true }
            """);
    out = folder.resolve("out");
  }

  @Test
  void the_measurement_goes_on_without_its_harness_and_is_picked_up() throws Exception {
    Process harness = start(release, rack, out);
    Path job = await(() -> job("soak-1"), harness);
    ProcessHandle measuring = process(job);
    harness.destroyForcibly().waitFor();
    assertThat(measuring.isAlive()).as("it goes on").isTrue();

    Bench.Said said = RUN.bench().gantry("run", release, "--rack", rack, "--out", out, "--resume");

    assertThat(said.code()).as(said.trouble() + said.results()).isZero();
    assertThat(said.trouble()).contains("goes on");
    assertThat(job).as("forgotten once it is safe at home").doesNotExist();
    assertThat(trial().findValues("scenario").toString()).contains("window");
    assertThat(trial().toString()).contains("\"gaps\":[{");
    assertEveryQueryOnce();
  }

  @Test
  void a_harness_that_is_stopped_for_longer_than_a_lease_lives_goes_on() throws Exception {
    Process harness = start(release, rack, out);
    Path job = await(() -> job("soak-1"), harness);
    signal(harness, "STOP");
    try {
      await(KilledHarnessTest::away, harness);
    } finally {
      signal(harness, "CONT");
    }
    assertThat(process(job).isAlive()).as("in the middle").isTrue();

    assertThat(harness.waitFor(2, TimeUnit.MINUTES)).isTrue();

    assertThat(harness.exitValue()).as(Files.readString(folder.resolve("log"))).isZero();
    assertThat(trial().toString())
        .containsPattern("the harness was away for (1[5-9]|[2-9].) s; nobody else held the board");
    assertEveryQueryOnce();
  }

  private static void signal(Process harness, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(harness.pid())).start().waitFor();
  }

  private JsonNode trial() throws IOException {
    return new ObjectMapper()
        .readTree(out.resolve("dossier/trials/" + CELL + "/bench-1/trial.json").toFile());
  }

  private void assertEveryQueryOnce() throws IOException {
    Path times = out.resolve("dossier/trials/" + CELL + "/bench-1/soak-00001.ns");
    assertThat(LongStream.of(TimesFile.read(times).nanoseconds()).sum())
        .as("half a minute of queries, once")
        .isBetween(3_000_000_000L, 45_000_000_000L);
  }

  /** The board's own book, once it says that the holder of the lease has been silent for 15 s. */
  private static Optional<Path> away() {
    Path book = BOARD.resolve("lease.log");
    try {
      List<String> lines = Files.readAllLines(book);
      return Optional.of(book).filter(told -> lines.get(lines.size() - 1).startsWith("away"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> job(String name) {
    Path jobs = BOARD.resolve("jobs");
    if (!Files.isDirectory(jobs)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(jobs)) {
      return all.filter(job -> job.getFileName().toString().endsWith("." + name))
          .filter(KilledHarnessTest::speaks)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean speaks(Path job) {
    try {
      return Files.readString(job.resolve("log")).contains("step ") && process(job).isAlive();
    } catch (IOException e) {
      return false;
    }
  }

  private static ProcessHandle process(Path job) throws IOException {
    return ProcessHandle.of(Long.parseLong(Files.readString(job.resolve("pid")).strip()))
        .orElseThrow(() -> new IOException("it has ended"));
  }

  private static Process start(Path release, Path rack, Path out) throws IOException {
    return Bench.program(RUN.home(), "run", release, "--rack", rack, "--out", out)
        .redirectErrorStream(true)
        .redirectOutput(out.resolveSibling("log").toFile())
        .start();
  }

  private static Path await(java.util.function.Supplier<Optional<Path>> wanted, Process harness) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (System.nanoTime() < end && harness.isAlive()) {
      Optional<Path> found = wanted.get();
      if (found.isPresent()) {
        return found.get();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new AssertionError("not within 3 min; the harness " + harness);
  }
}
