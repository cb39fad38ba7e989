package dev.gantry.harness.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Progress;
import dev.gantry.harness.log.RunLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleTest {
  private final ByteArrayOutputStream results = new ByteArrayOutputStream();
  private final ByteArrayOutputStream trouble = new ByteArrayOutputStream();

  @Test
  void plain_output_gets_a_line_a_cell_and_a_remark_and_none_for_steps() {
    try (Console.ProgressView view = console(false, false).progress()) {
      tellOfTwoCells(view);
    }
    assertThat(text(trouble).lines())
        .containsExactly(
            "convert  signals/int8: converted before (cached) (1 of 1)",
            "visit    bench-1: waiting for the lease",
            "visit    bench-1: signals/int8/cpu done (1 of 2)",
            "visit    bench-1: signals/fp32/cpu abandoned: lost (2 of 2)",
            "judge    rail: judge");
    assertThat(text(results)).isEmpty();
  }

  @Test
  void work_that_has_no_pieces_gets_a_line_for_each_new_thing() {
    try (Console.ProgressView view = console(false, false).progress()) {
      for (int done = 1; done <= 100; done++) {
        view.accept(new Progress(Progress.Stage.GOLDEN, "signals", "hash the files", done, 100));
      }
      view.accept(new Progress(Progress.Stage.GOLDEN, "signals", "open the samples", 1, 9));
    }
    assertThat(text(trouble).lines())
        .containsExactly("golden   signals: hash the files", "golden   signals: open the samples");
  }

  @Test
  void the_log_takes_each_step_and_is_shown_on_request(@TempDir Path home) {
    Console console = console(false, false);
    RunLog log = new RunLog(home, Clock.systemUTC(), Map.of());
    console.keepIn(log);
    console.showLog();
    log.begin("run", "gantry run");
    try (Console.ProgressView view = console.progress()) {
      tellOfTwoCells(view);
    }
    console.trouble("problem");
    assertThat(text(trouble).lines().map(line -> line.replaceFirst("^\\S+ INFO  \\[\\w+] ", "")))
        .containsExactly(
            "gantry run",
            "signals/int8: begins convert",
            "signals/int8: cached",
            "signals/int8: converted before (cached)",
            "bench-1: waiting for the lease",
            "bench-1: begins signals/int8/cpu",
            "bench-1: timed",
            "bench-1: signals/int8/cpu done",
            "bench-1: begins signals/fp32/cpu",
            "bench-1: signals/fp32/cpu abandoned: lost",
            "bench-1: does no more",
            "rail: judge",
            "problem");
  }

  private static void tellOfTwoCells(Console.ProgressView view) {
    view.accept(Progress.begun(Progress.Stage.CONVERT, "signals/int8", "convert"));
    view.accept(Progress.note(Progress.Stage.CONVERT, "signals/int8", "cached"));
    view.accept(
        Progress.ended(Progress.Stage.CONVERT, "signals/int8", "converted before (cached)", 1, 1));
    view.accept(Progress.remark(Progress.Stage.VISIT, "bench-1", "waiting for the lease"));
    view.accept(Progress.remark(Progress.Stage.VISIT, "bench-1", "waiting for the lease"));
    view.accept(Progress.begun(Progress.Stage.VISIT, "bench-1", "signals/int8/cpu"));
    for (int done = 0; done <= 1000; done++) {
      view.accept(new Progress(Progress.Stage.VISIT, "bench-1", "timed", done, 1000));
    }
    view.accept(Progress.ended(Progress.Stage.VISIT, "bench-1", "signals/int8/cpu done", 1, 2));
    view.accept(Progress.begun(Progress.Stage.VISIT, "bench-1", "signals/fp32/cpu"));
    view.accept(
        Progress.givenUp(
            Progress.Stage.VISIT, "bench-1", "signals/fp32/cpu abandoned: lost", 2, 2));
    view.accept(Progress.left(Progress.Stage.VISIT, "bench-1"));
    view.accept(Progress.note(Progress.Stage.JUDGE, "rail", "judge"));
  }

  @Test
  void a_bar_never_runs_over_its_end() {
    ProgressState state = new ProgressState(() -> 0);
    state.accept(new Progress(Progress.Stage.VISIT, "bench-1", "timed", 5000, 1000));
    assertThat(new LiveText(80, 24).lines(state.places(), state.wholes()))
        .singleElement()
        .asString()
        .endsWith(" ██████████ 100 %");
  }

  @Test
  void the_log_is_told_every_few_seconds_how_far_a_long_work_is_and_how_fast() {
    List<String> lines = new ArrayList<>();
    AtomicLong second = new AtomicLong();
    StepLines view =
        new StepLines(
            (place, words) -> lines.add(place + ": " + words), () -> second.get() * 1_000_000_000);
    for (; second.get() <= 20; second.incrementAndGet()) {
      view.accept(bytes(second.get() << 20, 24 << 20));
    }
    for (; second.get() <= 30; second.incrementAndGet()) {
      view.accept(new Progress(Progress.Stage.VISIT, "board-8", "periodic", second.get(), 300));
    }
    for (; second.get() <= 40; second.incrementAndGet()) {
      view.accept(Progress.note(Progress.Stage.VISIT, "board-8", "waiting"));
    }
    assertThat(lines)
        .containsExactly(
            "board-8: push lib.so",
            "board-8: push lib.so 8.0 of 24.0 MiB at 1.0 MiB/s",
            "board-8: push lib.so 16.0 of 24.0 MiB at 1.0 MiB/s",
            "board-8: periodic",
            "board-8: periodic 29 of 300",
            "board-8: waiting",
            "board-8: waiting for 8 s");
  }

  @Test
  void a_push_that_begins_anew_has_a_new_pace() {
    AtomicLong second = new AtomicLong();
    PlaceProgress pace = new PlaceProgress(() -> second.get() * 1_000_000_000);
    pace.words(bytes(0, 4 << 20));
    second.set(10);
    assertThat(pace.words(bytes(1000, 4 << 20))).isEqualTo("1000 B of 4.0 MiB at 100 B/s");
    assertThat(pace.words(bytes(0, 4 << 20))).isEqualTo("0 B of 4.0 MiB");
    second.set(12);
    assertThat(pace.words(bytes(4 << 20, 4 << 20))).isEqualTo("4.0 of 4.0 MiB at 2.0 MiB/s");
  }

  @Test
  void a_terminal_is_told_how_far_a_push_is() {
    ProgressState state = new ProgressState(() -> 0);
    state.accept(bytes(3 << 20, 24 << 20));
    assertThat(new LiveText(80, 24).lines(state.places(), state.wholes()))
        .containsExactly(
            "  board-8  push lib.so 3.0 of 24.0 MiB" + " ".repeat(5) + "█░░░░░░░░░  12 %");
  }

  @Test
  void a_count_never_goes_back() {
    ProgressState state = new ProgressState(() -> 0);
    state.accept(Progress.expected(Progress.Stage.VISIT, "rail", 0, 9));
    state.accept(Progress.ended(Progress.Stage.VISIT, "bench-2", "done", 2, 9));
    state.accept(Progress.ended(Progress.Stage.VISIT, "bench-1", "done", 1, 9));
    assertThat(new LiveText(80, 24).lines(state.places(), state.wholes()))
        .last()
        .isEqualTo("  2 of 9 cells");
  }

  @Test
  void more_boards_than_rows_are_counted() {
    ProgressState state = new ProgressState(() -> 0);
    state.accept(Progress.expected(Progress.Stage.VISIT, "rail", 3, 60));
    for (int board = 1; board <= 20; board++) {
      state.accept(Progress.note(Progress.Stage.VISIT, "board-" + board, "connect"));
    }
    List<String> lines = new LiveText(80, 10).lines(state.places(), state.wholes());
    assertThat(lines)
        .hasSize(9)
        .contains("  and 13 more places")
        .last()
        .isEqualTo("  3 of 60 cells");
  }

  @Test
  void a_pipeline_that_lends_a_terminal_gets_plain_lines() {
    System.setProperty("gantry.terminal", "true");
    try {
      assertThat(Console.system(Map.of("TERM", "xterm")).paint(Console.Colour.RED, "x"))
          .isNotEqualTo("x");
      for (Map<String, String> plain :
          List.of(
              Map.of("TERM", "dumb"),
              Map.<String, String>of(),
              Map.of("TERM", "xterm", "CI", "true"),
              Map.of("TERM", "xterm", "NO_COLOR", "1"))) {
        assertThat(Console.system(plain).paint(Console.Colour.RED, "x")).isEqualTo("x");
      }
    } finally {
      System.clearProperty("gantry.terminal");
    }
  }

  private static Progress bytes(long done, long total) {
    return new Progress(
        Progress.Stage.VISIT, "board-8", "push lib.so", done, total, Progress.Measure.BYTES);
  }

  @Test
  void quiet_is_quiet_and_still_tells_trouble() {
    Console console = console(true, true);
    console.quieten();
    console.note("by the way");
    try (Console.ProgressView view = console.progress()) {
      view.accept(Progress.note(Progress.Stage.VISIT, "bench-1", "connect"));
    }
    assertThat(text(trouble)).isEmpty();
    console.trouble("lost");
    assertThat(text(trouble)).contains("lost");
  }

  @Test
  void colours_are_given_up_on_request() {
    Console console = console(true, true);
    assertThat(console.paint(Console.Colour.RED, "FAILED")).contains("\u001b[31m");
    console.withoutColour();
    assertThat(console.paint(Console.Colour.RED, "FAILED")).isEqualTo("FAILED");
    assertThat(console(true, false).paint(Console.Colour.RED, "FAILED")).isEqualTo("FAILED");
  }

  private Console console(boolean terminal, boolean colours) {
    return new Console(
        new PrintStream(results, true, StandardCharsets.UTF_8),
        new PrintStream(trouble, true, StandardCharsets.UTF_8),
        terminal,
        colours);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
