package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtEnvironment;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Trouble;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.runner.tensor.TensorFileReader;
import dev.gantry.runner.tensor.TensorFileWriter;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.targets.store.StoredFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An arm64 board without one: what is pushed fits its architecture, and answers as it does here.
 */
@Timeout(600)
class Arm64Test extends VisitBench {
  private static final Duration SLOWLY = Duration.ofMinutes(5);
  private static final Path SHIPPED =
      Path.of("../golden-data/shipped/rail-signals/model.onnx").toAbsolutePath().normalize();
  private static final int SAMPLES = 20;
  private static final double LEAST_DECIBELS = 80;
  private static Path userland;

  @BeforeAll
  static void make() throws Exception {
    userland = Arm64Board.userland();
  }

  @Override
  BoardServer start(Path folder) throws Exception {
    return Arm64Board.start(userland, folder);
  }

  @Test
  void the_board_gets_the_libraries_of_its_own_architecture_once() throws Exception {
    try (BoardVisit visit = visit()) {
      assertThat(visit.probe().facts())
          .containsEntry("architecture", "aarch64")
          .hasEntrySatisfying("java", said -> assertThat(BoardJava.enough(said)).isTrue());
      bring(visit);
    }
    assertThat(Files.exists(stored("linux-aarch64"))).isTrue();
    assertThat(Files.exists(stored("linux-x64"))).isFalse();
    try (BoardVisit again = visit()) {
      assertThat(again.kitPushed()).isEqualTo(ByteCount.ZERO);
      assertThat(again.bring("graph", graph)).isEqualTo(ByteCount.ZERO);
      assertThat(again.bring("samples", samples)).isEqualTo(ByteCount.ZERO);
    }
  }

  private Path stored(String platform) throws IOException {
    String path = "/ai/onnxruntime/native/" + platform + "/libonnxruntime.so";
    Digest digest = StoredFile.of(() -> resource(path)).digest();
    return board.home().resolve(".gantry/store/" + digest.hex());
  }

  private static InputStream resource(String path) throws IOException {
    return Optional.ofNullable(OrtEnvironment.class.getResourceAsStream(path))
        .orElseThrow(() -> new IOException(path + " is not on the class path"));
  }

  @Test
  void a_small_graph_is_built_and_run_there(@TempDir Path here) throws Exception {
    assertThat(answers(board, graph, samples, here)).containsExactly(42);
  }

  @Test
  void a_shipped_model_answers_there_as_it_does_here(@TempDir Path there, @TempDir Path here)
      throws Exception {
    StoredFile model = StoredFile.of(SHIPPED);
    StoredFile pictures = storedFile(noise(Files.readAllBytes(SHIPPED)));
    float[] emulated = answers(board, model, pictures, there);
    try (BoardServer native64 = BoardServer.embedded(here)) {
      float[] reference = answers(native64, model, pictures, here);
      assertThat(emulated).hasSameSizeAs(reference).hasSizeGreaterThan(SAMPLES);
      assertThat(decibels(reference, emulated))
          .as("SQNR of aarch64 beside this computer, dB")
          .isGreaterThanOrEqualTo(LEAST_DECIBELS);
    }
  }

  @Test
  void a_java_for_another_architecture_is_refused_in_words() throws Exception {
    Path old = board.home().resolve("bin/java");
    Files.createDirectories(old.getParent());
    Files.writeString(old, "#!/bin/sh\necho 'openjdk version \"11.0.22\"' >&2\n");
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      Path archive = Files.write(folder.resolve("jre-x64.tar.gz"), javaForX64());
      BoardAccess access = new BoardAccess(board.destination(), Optional.of(archive));
      Trouble told = trouble(() -> BoardVisit.begin(access, KIT, options("tests")).close());
      assertThat(told.what())
          .isEqualTo("the Java archive jre-x64.tar.gz is for x86_64, the board is aarch64");
      assertThat(told.remedy()).contains("on the board's architecture");
    } finally {
      Files.delete(old);
    }
  }

  /** Built where it runs, brought home and back, and asked about each sample once. */
  private float[] answers(BoardServer where, StoredFile model, StoredFile samples, Path to)
      throws Exception {
    try (BoardVisit visit = visit(where.destination(), options("arm64"))) {
      visit.bring("model", model);
      visit.bring("samples", samples);
      RunnerReport built =
          visit.run(
              "build",
              new RunnerRequest.Build(BoardVisit.place(model.digest()), "engine.onnx", 1),
              SLOWLY,
              line -> {});
      Path engine = to.resolve("engine.onnx");
      visit.fetch(built, built.files().get("engine.onnx"), engine);
      StoredFile compiled = StoredFile.of(engine);
      visit.bring("engine", compiled);
      RunnerReport ran =
          visit.run(
              "run",
              new RunnerRequest.Run(
                  BoardVisit.place(compiled.digest()),
                  BoardVisit.place(samples.digest()),
                  Optional.of("out.tensors"),
                  1,
                  new Scenario.Single(0, 20, 1)),
              SLOWLY,
              line -> {});
      Path answers = to.resolve("out.tensors");
      visit.fetch(ran, ran.files().get("out.tensors"), answers);
      visit.discard("");
      return floats(answers);
    }
  }

  private static float[] floats(Path file) throws IOException {
    float[] all = new float[0];
    try (TensorFileReader reader = new TensorFileReader(file)) {
      while (reader.hasNext()) {
        for (Tensor tensor : reader.next()) {
          float[] more = tensor.floats();
          float[] joined = java.util.Arrays.copyOf(all, all.length + more.length);
          System.arraycopy(more, 0, joined, all.length, more.length);
          all = joined;
        }
      }
    }
    return all;
  }

  /** Samples for the first input of a model, the same ones every time. */
  private static byte[] noise(byte[] model) throws IOException {
    OnnxMl.ValueInfoProto input = OnnxMl.ModelProto.parseFrom(model).getGraph().getInput(0);
    List<Long> shape =
        input.getType().getTensorType().getShape().getDimList().stream()
            .map(dimension -> Math.max(1, dimension.getDimValue()))
            .toList();
    Random random = new Random(20260101);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TensorFileWriter writer = new TensorFileWriter(bytes, SAMPLES)) {
      for (int sample = 0; sample < SAMPLES; sample++) {
        float[] values =
            new float[shape.stream().mapToInt(Long::intValue).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
          values[i] = random.nextFloat();
        }
        writer.write(List.of(Tensor.ofFloats(input.getName(), shape, values)));
      }
    }
    return bytes.toByteArray();
  }

  private static double decibels(float[] reference, float[] seen) {
    double signal = 0;
    double noise = 0;
    for (int i = 0; i < reference.length; i++) {
      signal += (double) reference[i] * reference[i];
      noise += Math.pow((double) reference[i] - seen[i], 2);
    }
    return 10 * Math.log10(signal / noise);
  }

  /** As much of a Java runtime as tells for which machine it is. */
  private static byte[] javaForX64() throws IOException {
    byte[] program = new byte[64];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1}, 0, program, 0, 6);
    program[18] = 62;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
      put(tar, "jre/bin/java", program);
      put(tar, "jre/release", "JAVA_VERSION=\"17.0.9\"\n".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] bytes)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }
}
