package dev.gantry.harness.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Board;
import dev.gantry.dossier.Rack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-05-01T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path home;

  @Test
  void each_line_has_time_thread_and_place() throws IOException {
    try (RunLog log = log()) {
      log.begin("convert", "gantry convert");
      log.write(RunLog.Level.WARN, "reader-1", "bench-1", "lost");
      log.write(RunLog.Level.ERROR, "", "it fell", new IllegalStateException("inside"));
    }
    String text = Files.readString(onlyLog());
    assertThat(text)
        .contains(
            "2026-05-01T12:00:00.000Z INFO  [" + Thread.currentThread().getName() + "] gantry",
            "2026-05-01T12:00:00.000Z WARN  [reader-1] bench-1: lost\n",
            "it fell\n    java.lang.IllegalStateException: inside\n",
            "at dev.gantry.harness.log.RunLogTest");
    assertThat(onlyLog().getFileName().toString()).startsWith("20260501-120000-000-convert-");
  }

  @Test
  void a_question_for_help_leaves_no_file() {
    try (RunLog log = log()) {
      log.write(RunLog.Level.INFO, "", "before it began");
      assertThat(log.file()).isEmpty();
    }
    assertThat(home.resolve("logs")).doesNotExist();
  }

  @Test
  void it_moves_beside_a_dossier_with_what_it_has_and_a_resumed_run_writes_on() throws IOException {
    Path out = Files.createDirectories(home.resolve("out"));
    for (String run : List.of("first", "resumed")) {
      try (RunLog log = log()) {
        log.begin("run", run + " begins");
        log.moveTo(out);
        log.write(RunLog.Level.INFO, "", run + " goes on");
        assertThat(log.file()).contains(out.resolve("gantry.log"));
      }
    }
    assertThat(Files.readString(out.resolve("gantry.log")).lines())
        .extracting(line -> line.replaceAll(".*] ", ""))
        .containsExactly("first begins", "first goes on", "resumed begins", "resumed goes on");
    assertThat(home.resolve("logs")).isEmptyDirectory();
  }

  @Test
  void whoever_is_interrupted_writes_all_the_same() throws IOException {
    try (RunLog log = log()) {
      log.begin("run", "gantry run");
      Thread.currentThread().interrupt();
      log.write(RunLog.Level.INFO, "", "while interrupted");
      assertThat(Thread.interrupted()).as("still to be seen").isTrue();
      log.write(RunLog.Level.INFO, "", "afterwards");
    }
    assertThat(Files.readString(onlyLog())).contains("while interrupted", "afterwards");
  }

  @Test
  void it_is_bounded_in_size_and_tells_what_is_gone() throws IOException {
    try (RunLog log = new RunLog(home, NOON, Map.of(), 3, 2000)) {
      log.begin("run", "gantry run");
      for (int line = 0; line < 200; line++) {
        log.write(RunLog.Level.INFO, "", "line " + line);
      }
      log.write(RunLog.Level.INFO, "", "long ".repeat(10_000));
    }
    List<Path> files = files();
    assertThat(files).hasSize(2);
    for (Path file : files) {
      assertThat(Files.size(file)).isLessThanOrEqualTo(2000);
      assertThat(Files.readString(file)).startsWith("(this log goes on from ");
    }
  }

  @Test
  void the_latest_are_kept_and_what_is_still_written_too() throws IOException {
    try (RunLog living = new RunLog(home, at(0), Map.of(), 3, 2000)) {
      living.begin("soak", "lives on");
      for (int second = 1; second <= 9; second++) {
        try (RunLog log = new RunLog(home, at(second), Map.of(), 3, 2000)) {
          log.begin("plan", "number " + second);
        }
      }
      assertThat(files())
          .extracting(file -> file.getFileName().toString().substring(9, 22))
          .containsExactly("120000-000-so", "120007-000-pl", "120008-000-pl", "120009-000-pl");
    }
  }

  private static Clock at(int second) {
    return Clock.fixed(Instant.parse("2026-05-01T12:00:0" + second + "Z"), ZoneOffset.UTC);
  }

  @Test
  void two_that_begin_at_the_same_time_do_not_clash() throws IOException {
    try (RunLog one = log();
        RunLog other = log()) {
      one.begin("plan", "one");
      other.begin("plan", "other");
      assertThat(one.file()).isPresent().isNotEqualTo(other.file());
    }
    assertThat(files()).hasSize(2);
  }

  @Test
  void that_it_cannot_be_written_is_told_once_and_stops_nobody() throws IOException {
    Files.writeString(home.resolve("logs"), "no folder");
    List<String> told = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    try (RunLog log = log()) {
      log.show(seen::add, told::add);
      log.begin("plan", "gantry plan");
      log.write(RunLog.Level.INFO, "", "more");
      assertThat(log.file()).isEmpty();
    }
    assertThat(told).singleElement().asString().contains("the log cannot be written", "logs");
    assertThat(seen).hasSize(2);
  }

  @Test
  void no_key_and_no_path_of_one_gets_into_it() throws IOException {
    Path lent = home.resolve("the lent key");
    Path named = home.resolve("keys/rack");
    Path jump = home.resolve("keys/rack-of-the-jump-host");
    Path usual = Path.of(System.getProperty("user.home"), ".ssh", "id_ed25519");
    try (RunLog log = new RunLog(home, NOON, Map.of("GANTRY_SSH_KEY", lent.toString()))) {
      log.hideKeysOf(rack(named, jump));
      log.begin("run", "gantry run --odd=" + lent);
      log.write(RunLog.Level.INFO, "", "the key " + named + " needs a passphrase");
      log.write(RunLog.Level.WARN, "", "cannot read", new IOException("no file " + jump));
      log.write(RunLog.Level.WARN, "", "of " + usual + " or ~/.ssh/id_ed25519");
      log.write(
          RunLog.Level.WARN,
          "",
          "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n-----END OPENSSH PRIVATE KEY-----\nand so on");
      log.told("problem  " + named);
    }
    String text = Files.readString(onlyLog());
    assertThat(text)
        .doesNotContain("lent key", "keys/rack", "of-the-jump-host", "id_ed25519", "c2VjcmV0")
        .contains("the key <key> needs a passphrase", "no file <key>\n", "and so on");
  }

  @Test
  void what_comes_from_outside_cannot_look_like_a_line_of_the_log() throws IOException {
    try (RunLog log = log()) {
      log.begin("run", "gantry run");
      log.write(
          RunLog.Level.INFO, "bench-1", "odd\u001b[2J\r\n2026-05-01T12:00:00.000Z INFO  [x] y");
    }
    assertThat(Files.readAllLines(onlyLog()).subList(1, 3))
        .element(0)
        .asString()
        .endsWith("bench-1: odd?[2J");
    assertThat(Files.readAllLines(onlyLog()).get(2)).startsWith("    2026-");
  }

  private static Rack rack(Path key, Path jumpKey) {
    Board.Ssh jump = ssh("bastion", jumpKey, Optional.empty());
    Board board =
        new Board(
            "nx-7",
            "orin",
            ssh("nx-7.lab", key, Optional.of(jump)),
            false,
            Optional.empty(),
            Optional.empty());
    return new Rack("lab", List.of(), List.of(board));
  }

  private static Board.Ssh ssh(String host, Path key, Optional<Board.Ssh> jump) {
    return new Board.Ssh(
        host, 22, "gantry", Optional.of(key), Optional.empty(), Optional.empty(), jump);
  }

  private RunLog log() {
    return new RunLog(home, NOON, Map.of());
  }

  private Path onlyLog() throws IOException {
    assertThat(files()).hasSize(1);
    return files().get(0);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> content = Files.list(home.resolve("logs"))) {
      return content.sorted().toList();
    }
  }
}
