package dev.gantry.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.harness.Bench;
import dev.gantry.harness.terminal.Console;
import dev.gantry.harness.walk.GantryHome;
import dev.gantry.targets.JetsonStandIn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands write down of what they did. */
class LogTest {
  @TempDir Path folder;
  private Path home;
  private Bench bench;

  @BeforeEach
  void a_home_of_its_own() {
    home = folder.resolve("home");
    bench = new Bench(home);
  }

  @Test
  void a_command_without_a_dossier_is_logged_in_the_home() throws IOException {
    Bench.Said said = bench.gantry("inspect", folder.resolve("no-such.onnx"));

    assertThat(said.code()).isEqualTo(64);
    assertThat(log())
        .contains(
            "inspect " + folder.resolve("no-such.onnx"), "there is no such file", "exit code 64")
        .contains("at dev.gantry.");
    assertThat(said.trouble()).doesNotContain("at dev.gantry.", "INFO");
  }

  @Test
  void help_version_and_bad_usage_leave_no_log() {
    bench.gantry("--version");
    bench.gantry("run", "--help");
    assertThat(bench.gantry("run", "--quiet", "--verbose").code()).isEqualTo(64);

    assertThat(home.resolve("logs")).doesNotExist();
  }

  @Test
  void a_fault_of_ours_is_one_sentence_with_the_log_that_holds_its_trace() throws Exception {
    Path model = bench.demo().folder().resolve("rail-signals/model.onnx");
    AtomicInteger asked = new AtomicInteger();
    ByteArrayOutputStream trouble = new ByteArrayOutputStream();

    int code =
        gantry(
            trouble,
            () -> {
              if (asked.getAndIncrement() == 0) {
                throw new IllegalStateException("a fault");
              }
              return false;
            },
            "convert",
            model.toString(),
            "--precision",
            "fp32",
            "--quiet",
            "--out",
            folder.resolve("variant.onnx").toString());

    assertThat(code).isEqualTo(70);
    Path log = files().get(0);
    assertThat(trouble.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains("it is our fault: java.lang.IllegalStateException: a fault; ", log.toString());
    assertThat(Files.readString(log))
        .contains(
            "ERROR [",
            "java.lang.IllegalStateException: a fault",
            "at dev.gantry.harness.command.LogTest");
  }

  @Test
  void verbose_shows_it_while_it_is_written() throws IOException {
    Path set = bench.demo().folder().resolve("rail-signals/set");

    Bench.Said said = bench.gantry("golden", "verify", set, "--verbose");

    assertThat(said.code()).as(said.trouble()).isZero();
    assertThat(said.trouble()).containsPattern("Z INFO  \\[.*] rail-signals: hash the files");
    assertThat(said.results()).contains("fine").doesNotContain("INFO");
  }

  @Test
  void a_home_that_cannot_hold_it_is_told_once_and_stops_nothing() throws IOException {
    Path set = bench.demo().folder().resolve("rail-signals/set");
    Files.writeString(home.resolve("logs"), "no folder");

    Bench.Said said = bench.gantry("golden", "verify", set, "--quiet");

    assertThat(said.code()).as(said.trouble()).isZero();
    assertThat(said.trouble().lines())
        .singleElement()
        .asString()
        .startsWith("the log cannot be written to " + home.resolve("logs"));
  }

  @Test
  void a_key_that_opens_a_board_is_nowhere_in_the_log_and_neither_is_its_path() throws Exception {
    try (JetsonStandIn board =
        JetsonStandIn.start(Files.createDirectories(folder.resolve("board")), "6.2")) {
      Path key =
          Files.copy(
              board.key(), Files.createDirectories(folder.resolve("secret")).resolve("rack-key"));
      Files.setPosixFilePermissions(
          key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
      Path rack =
          Files.writeString(
              folder.resolve("rack.yaml"),
              """
              rack: lab
              kinds:
                orin: { backend: trtexec, expect: { jetpack: "6.2" } }
              boards:
              %s
              """
                  .formatted(
                      board.line("nx-7", "orin").replace(board.key().toString(), key.toString())));

      // In a process of its own, for there the libraries are heard.
      int opened = process("rack", "probe", "--rack", rack.toString(), "--verbose");
      Files.delete(key);
      int closed = process("rack", "probe", "--rack", rack.toString(), "--verbose");

      String said = Files.readString(folder.resolve("said"));
      assertThat(List.of(opened, closed)).as(said).containsExactly(0, 2);
      assertThat(files()).hasSize(2);
      String text = Files.readString(files().get(0)) + Files.readString(files().get(1));
      assertThat(text).contains("<key>");
      assertThat(text).doesNotContain(key.toString(), key.getParent().toString());
      for (String line : Files.readAllLines(board.key())) {
        assertThat(text)
            .doesNotContain(line.length() < 20 || line.startsWith("---") ? key.toString() : line);
      }
    }
  }

  private int process(String... words) throws Exception {
    return Bench.program(home, (Object[]) words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("said").toFile()))
        .start()
        .waitFor();
  }

  private int gantry(ByteArrayOutputStream trouble, BooleanSupplier cancelled, String... words) {
    Console console =
        new Console(
            new PrintStream(java.io.OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(trouble, true, StandardCharsets.UTF_8),
            false,
            false);
    return GantryCommand.run(
        new GantryCommand.Setting(console, new GantryHome(home), Clock.systemUTC(), cancelled),
        words);
  }

  private String log() throws IOException {
    assertThat(files()).hasSize(1);
    return Files.readString(files().get(0));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> content = Files.list(home.resolve("logs"))) {
      return content.sorted().toList();
    }
  }
}
