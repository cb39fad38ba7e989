package dev.gantry.harness.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands on a real terminal, of which a program knows no more than stty tells. */
class PseudoTerminalTest {
  private static final int ROWS = 24;

  @BeforeAll
  static void there_are_terminals() {
    for (String program : List.of("script", "stty")) {
      boolean here =
          Stream.of(System.getenv("PATH").split(File.pathSeparator))
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
      assumeTrue(here, "SKIPPED, no pseudo-terminal: '" + program + "' is not installed");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 120})
  void each_board_has_one_line_and_the_whole_has_one(int columns) throws Exception {
    Screen screen = play("boards", columns);

    assertThat(screen.at("converting")).hasSize(2);
    assertThat(screen.at("converting").get(0))
        .contains("signals/int8", "convert", "write int8 3 of 4", "███████░░░  75 %");
    assertThat(screen.at("converting").get(1)).isEqualTo("  0 of 2 variants");
    // The remark stays above; nothing of the conversions does.
    assertThat(screen.at("connecting"))
        .containsExactly(
            "  signals/fp32: folds 3 constants",
            "  bench-1  connect",
            "  bench-2  connect",
            "  bench-3  connect",
            "  0 of 27 cells");
    assertThat(screen.at("measuring")).hasSize(5);
    assertThat(screen.at("measuring").get(1))
        .startsWith("  bench-1  obstacle-detector/int8/cpu-2t")
        .contains(columns == 80 ? "timed" : "timed 620 of 1000")
        .endsWith("██████░░░░  62 %");
    assertThat(screen.at("measuring").get(2)).isEqualTo("  bench-2  waits for work");
    assertThat(screen.at("measuring").get(4)).isEqualTo("  12 of 27 cells, about 15 s left");
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 120})
  void no_line_is_wider_than_the_terminal_whatever_a_board_says(int columns) throws Exception {
    Screen screen = play("boards", columns);

    assertThat(screen.at("hostile")).hasSize(5);
    assertThat(screen.at("hostile").get(2))
        .contains("標", "器/int8/cpu", "a\\u001b[2Jb\\r\\nc long")
        .endsWith("…");
    assertThat(screen.width("hostile")).isEqualTo(columns - 1);
  }

  @Test
  void what_was_said_stays_above_and_what_was_drawn_does_not_even_on_a_narrower_terminal()
      throws Exception {
    Screen screen = play("boards", 120);

    assertThat(screen.at("given up").subList(0, 3))
        .containsExactly(
            "  signals/fp32: folds 3 constants",
            "  bench-2: signals/int8/cpu abandoned: lost",
            "  bench-3: waiting for the lease");
    assertThat(screen.at("given up")).hasSize(6);
    assertThat(screen.at("narrow")).hasSize(6).allMatch(line -> line.length() < 60);
    assertThat(screen.at("judging").subList(3, screen.at("judging").size()))
        .containsExactly("  rail  hold the evidence against the limits");
    assertThat(screen.lines())
        .containsExactly(
            "  signals/fp32: folds 3 constants",
            "  bench-2: signals/int8/cpu abandoned: lost",
            "  bench-3: waiting for the lease",
            "PASSED");
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 120})
  void whatever_threads_print_between_nothing_is_doubled_or_left_behind(int columns)
      throws Exception {
    List<String> lines = play("console", columns).lines();

    assertThat(lines).hasSize(31).last().isEqualTo("PASSED");
    assertThat(lines.subList(0, 30)).allMatch(line -> line.startsWith("problem  bench-"));
    assertThat(lines).doesNotHaveDuplicates();
  }

  @Test
  void a_fault_and_a_halt_leave_nothing_live() throws Exception {
    assertThat(play("fault", 80).lines())
        .containsExactly("lost", "Gantry failed: a fault of ours", "halted", "cancelled");
  }

  private static Screen play(String scene, int columns) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        String.format(
            "stty cols %d rows %d; exec '%s' -XX:TieredStopAtLevel=1 -cp \"$SCENE_CLASSES\" %s %s",
            columns, ROWS, java, ProgressScene.class.getName(), scene);
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qec", command, "/dev/null").redirectErrorStream(true);
    builder.environment().put("SCENE_CLASSES", System.getProperty("java.class.path"));
    builder.environment().put("SHELL", "/bin/sh");
    Process process = builder.start();
    process.getOutputStream().close();
    String written = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(written).isZero();
    return Screen.showing(written, columns, ROWS);
  }
}
