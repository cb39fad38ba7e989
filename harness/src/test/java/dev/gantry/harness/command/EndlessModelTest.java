package dev.gantry.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.files.FileDigest;
import dev.gantry.harness.Bench;
import dev.gantry.harness.EndlessModel;
import dev.gantry.harness.demo.DemoFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class EndlessModelTest {
  private static final String SHORT = "--time-limit=200 ms";
  private static final String TOLD = "did not answer within 0.2 s";

  @TempDir Path folder;
  private Bench bench;
  private DemoFiles demo;
  private Path set;
  private Path model;

  @BeforeEach
  void a_model_that_loops_without_end() throws IOException {
    bench = new Bench(folder.resolve("home"));
    demo = bench.demo();
    set = demo.folder().resolve("rail-signals/set");
    model =
        EndlessModel.of(
            demo.folder().resolve("rail-signals/model.onnx"), folder.resolve("endless.onnx"));
  }

  private void assertRefused(Bench.Said said) {
    assertThat(said.code()).as(said.trouble()).isEqualTo(64);
    assertThat(said.trouble())
        .contains(model.toString(), TOLD, "If it is not stuck but slow, allow it more with")
        .contains("--time-limit");
  }

  private List<String> left() throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void inspect_tells_what_it_is_and_that_it_does_not_answer() {
    Bench.Said said = bench.gantry("inspect", model, SHORT);

    assertThat(said.code()).as(said.trouble()).isZero();
    assertThat(said.results()).contains("Loop 1", "it " + TOLD, "multiply-adds  unknown");
  }

  @Test
  void convert_refuses_it_with_and_without_samples_and_leaves_nothing() throws IOException {
    Path out = folder.resolve("variant.onnx");
    for (String precision : List.of("fp32", "fp16")) {
      assertRefused(bench.gantry("convert", model, "--precision", precision, "--out", out, SHORT));
    }
    assertRefused(
        bench.gantry(
            "convert", model, "--precision", "int8", "--golden", set, "--out", out, SHORT));
    assertThat(left()).containsExactly("endless.onnx", "home");
  }

  @Test
  void capture_refuses_it_names_the_sample_and_leaves_nothing() throws IOException {
    Bench.Said said =
        bench.gantry(
            "golden", "capture", model, "--inputs", set, "--out", folder.resolve("new"), SHORT);

    assertRefused(said);
    assertThat(said.trouble()).contains(TOLD + ", on sample '");
    assertThat(left()).containsExactly("endless.onnx", "home");
  }

  @Test
  void verify_again_refuses_it() {
    assertRefused(bench.gantry("golden", "verify", set, "--model", model, "--again", SHORT));
  }

  @Test
  void score_refuses_it() {
    assertRefused(bench.gantry("golden", "score", set, "--model", model, SHORT));
  }

  @Test
  void a_run_refuses_it_before_any_board_is_visited_and_names_the_key() throws IOException {
    Path shipped = demo.folder().resolve("rail-signals/model.onnx");
    String before = FileDigest.of(shipped).toString();
    Files.copy(model, shipped, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Path manifest = set.resolve("golden.yaml");
    Files.writeString(
        manifest, Files.readString(manifest).replace(before, FileDigest.of(shipped).toString()));
    Files.writeString(
        demo.release(),
        Files.readString(demo.release())
            .replace("models:", "time-limits: { inference: 200 ms }\nmodels:"));

    Bench.Said said = bench.gantry("run", demo.release(), "--out", folder.resolve("out"));

    assertThat(said.code()).as(said.trouble()).isEqualTo(64);
    assertThat(said.trouble())
        .contains(shipped.toString(), TOLD, "inference under time-limits in the release file");
    assertThat(folder.resolve("out/dossier")).doesNotExist();
  }

  @Test
  void a_halt_ends_every_command_in_the_middle_of_an_inference() {
    Path out = folder.resolve("out");
    for (List<Object> words :
        List.<List<Object>>of(
            List.of("inspect", model),
            List.of("convert", model, "--precision", "fp32", "--out", out),
            List.of("golden", "capture", model, "--inputs", set, "--out", out),
            List.of("golden", "verify", set, "--model", model, "--again"),
            List.of("golden", "score", set, "--model", model))) {
      Bench.Said said = bench.halted(EndlessModelTest::isInferring, words.toArray());

      assertThat(said.code()).as(words + said.trouble()).isEqualTo(130);
      assertThat(said.trouble()).contains("cancelled; nothing half-made is left");
      assertThat(out).doesNotExist();
    }
  }

  private static boolean isInferring() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Stream::of)
        .anyMatch(
            frame ->
                frame.getClassName().equals("ai.onnxruntime.OrtSession")
                    && frame.getMethodName().equals("run"));
  }

  @Test
  void a_limit_that_leaves_no_time_is_refused() {
    for (String none : List.of("0 s", "-1 s", "soon")) {
      Bench.Said said = bench.gantry("inspect", model, "--time-limit", none);
      assertThat(said.code()).as(none).isEqualTo(64);
      assertThat(said.trouble()).contains("--time-limit", "write it like '30 s' or '5 min'");
    }
  }
}
