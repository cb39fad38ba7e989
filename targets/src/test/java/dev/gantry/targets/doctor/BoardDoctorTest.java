package dev.gantry.targets.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.RequiredBoards;
import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.targets.probe.BoardProbe;
import dev.gantry.targets.probe.Boards;
import dev.gantry.targets.probe.RecordedBoard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardDoctorTest {
  private static final Clock THEN =
      Clock.fixed(Instant.parse("2026-11-20T10:00:03Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void a_healthy_board_has_nothing() throws Exception {
    assertThat(
            examine(
                "orin-nano-jetpack-6",
                Backend.TRTEXEC,
                expect("6.2", "MAXN_SUPER", Expectation.Clocks.LOCKED)))
        .isEmpty();
    assertThat(examine("plain-x86", Backend.ONNXRUNTIME, Expectation.NOTHING)).isEmpty();
  }

  @Test
  void a_board_in_the_wrong_state_is_told_in_whole() throws Exception {
    assertThat(
            words(
                examine(
                    "orin-nx-jetpack-6",
                    Backend.TRTEXEC,
                    expect("6.2", "25W", Expectation.Clocks.LOCKED))))
        .containsExactly(
            "DOUBTFUL JetPack is 6.1, 6.2 is expected",
            "DOUBTFUL power mode is MAXN_SUPER, 25W is expected",
            "DOUBTFUL clocks are free (8 of 8 cores: 729600 to 1984000 kHz, 17000000.gpu: 306000000"
                + " to 612000000 Hz), locked is expected",
            "DOUBTFUL the board slows itself down (gpu-throttle-alert at 3)",
            "DOUBTFUL power mode, clocks and fan cannot be set: sudo asks for a password",
            "DOUBTFUL the GPU may run at 612 MHz only, of 1173 MHz, although the power mode is"
                + " MAXN_SUPER",
            "HINT nobody keeps the clock of the board",
            "HINT the board was slowed down 17 times since it was started");
  }

  @Test
  void a_bare_board_lacks_everything() throws Exception {
    List<BoardComplaint> complaints = examine("bare", Backend.ONNXRUNTIME, Expectation.NOTHING);

    assertThat(words(complaints))
        .containsExactly(
            "BLOCKS bash is missing",
            "BLOCKS flock is missing",
            "BLOCKS setsid is missing",
            "BLOCKS sha256sum is missing",
            "BLOCKS tar is missing",
            "BLOCKS timeout is missing",
            "BLOCKS Java 17 is missing: no java in the path of this login",
            "BLOCKS no runner for architecture riscv64",
            "DOUBTFUL the free disk space is unknown");
    assertThat(complaints).allMatch(complaint -> !complaint.remedy().isBlank());
    assertThat(words(examine("bare", Backend.TRTEXEC, Expectation.NOTHING)))
        .contains(
            "BLOCKS trtexec is missing: neither in the path nor in /usr/src/tensorrt/bin nor in"
                + " /usr/bin")
        .noneMatch(what -> what.contains("Java"));
  }

  @Test
  void a_runtime_that_the_rack_file_names_is_enough_if_it_is_there() throws Exception {
    Path jre = folder.resolve("jre.tar.gz");
    String what = "Java 17 or newer is missing: there is openjdk version 11.0.22 2025-07-15";

    assertThat(java(Optional.empty())).contains("BLOCKS " + what);
    assertThat(java(Optional.of(jre)))
        .contains(
            "BLOCKS " + what + "; the archive " + jre + " that the rack file names is not there");
    Files.createFile(jre);
    assertThat(java(Optional.of(jre))).contains("HINT " + what);
  }

  @Test
  void disk_clock_home_login_and_jetpack_are_looked_at() {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.putAll(
        Map.of(
            "architecture", "aarch64",
            "java.release", "21",
            "disk.free-kib", "100000",
            "clock", "2026-11-20T09:00:00Z",
            "home.writable", "no",
            "login.noise", "Welcome!",
            "l4t", "38.9.9"));
    BoardProbe probe =
        new BoardProbe(facts, new TreeMap<>(Map.of("jetpack", "L4T 38.9.9 is of none")));

    assertThat(
            words(doctor(Backend.ONNXRUNTIME, Expectation.NOTHING).examine(probe, new TreeMap<>())))
        .containsExactly(
            "BLOCKS only 97 MiB of disk are free",
            "BLOCKS the home folder of this login cannot be written",
            "DOUBTFUL the JetPack is unknown: L4T 38.9.9 is of none",
            "DOUBTFUL the clock is wrong by 3603 s: it says 2026-11-20T09:00:00Z",
            "HINT the login prints text before commands: Welcome!");
  }

  private static List<String> java(Optional<Path> jre) throws Exception {
    try (RecordedBoard board = RecordedBoard.open(Boards.folder("orin-nx-jetpack-5"))) {
      return words(
          new BoardDoctor(kind(Backend.ONNXRUNTIME, Expectation.NOTHING), jre, THEN)
              .examine(board));
    }
  }

  private static List<BoardComplaint> examine(String name, Backend backend, Expectation expectation)
      throws Exception {
    try (RecordedBoard board = RecordedBoard.open(Boards.folder(name))) {
      return doctor(backend, expectation).examine(board);
    }
  }

  private static BoardDoctor doctor(Backend backend, Expectation expectation) {
    return new BoardDoctor(kind(backend, expectation), Optional.empty(), THEN);
  }

  private static BoardKind kind(Backend backend, Expectation expectation) {
    Optional<TensorrtSetup> tensorrt =
        backend == Backend.ONNXRUNTIME ? Optional.empty() : Optional.of(TensorrtSetup.of("10.3"));
    return new BoardKind("kind", backend, 2, RequiredBoards.ALL, expectation, tensorrt);
  }

  private static Expectation expect(String jetpack, String mode, Expectation.Clocks clocks) {
    return new Expectation(
        Optional.of(jetpack),
        Optional.of(mode),
        Optional.of(clocks),
        Optional.empty(),
        OptionalDouble.empty(),
        false);
  }

  private static List<String> words(List<BoardComplaint> complaints) {
    return complaints.stream().map(it -> it.severity() + " " + it.what()).toList();
  }
}
