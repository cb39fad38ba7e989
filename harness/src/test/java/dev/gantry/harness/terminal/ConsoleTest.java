package dev.gantry.harness.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final ByteArrayOutputStream results = new ByteArrayOutputStream();
  private final ByteArrayOutputStream trouble = new ByteArrayOutputStream();

  @Test
  void a_log_gets_a_line_for_each_new_thing_and_none_for_each_step() {
    try (Console.ProgressView view = console(false, false).progress()) {
      for (int done = 0; done <= 1000; done++) {
        view.accept(new Progress(Progress.Stage.VISIT, "bench-1", "timed", done, 1000));
      }
      view.accept(Progress.note(Progress.Stage.JUDGE, "rail", "judge"));
    }
    assertThat(text(trouble).lines()).hasSize(2).allMatch(line -> !line.contains("\u001b"));
    assertThat(text(results)).isEmpty();
  }

  @Test
  void a_terminal_gets_one_line_a_place_that_fills() {
    try (Console.ProgressView view = console(true, true).progress()) {
      view.accept(new Progress(Progress.Stage.VISIT, "bench-1", "timed", 0, 1000));
      view.accept(new Progress(Progress.Stage.VISIT, "bench-2", "timed", 1000, 1000));
      view.accept(new Progress(Progress.Stage.VISIT, "bench-1", "timed", 1000, 1000));
    }
    assertThat(text(trouble)).contains("bench-1", "bench-2", "█".repeat(24), "\u001b[");
  }

  @Test
  void a_bar_never_runs_over_its_end() {
    try (Console.ProgressView view = console(true, true).progress()) {
      view.accept(new Progress(Progress.Stage.VISIT, "bench-1", "timed", 5000, 1000));
    }
    assertThat(text(trouble)).contains("█".repeat(24)).doesNotContain("█".repeat(25));
  }

  @Test
  void a_log_is_told_every_few_seconds_how_far_a_long_work_is_and_how_fast() {
    List<String> lines = new ArrayList<>();
    AtomicLong second = new AtomicLong();
    ProgressLines view = new ProgressLines(lines::add, () -> second.get() * 1_000_000_000);
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
            "visit    board-8: push lib.so",
            "visit    board-8: push lib.so 8.0 of 24.0 MiB at 1.0 MiB/s",
            "visit    board-8: push lib.so 16.0 of 24.0 MiB at 1.0 MiB/s",
            "visit    board-8: periodic",
            "visit    board-8: periodic 29 of 300",
            "visit    board-8: waiting",
            "visit    board-8: waiting for 8 s");
  }

  @Test
  void a_push_that_begins_anew_has_a_new_pace() {
    AtomicLong second = new AtomicLong();
    Pace pace = new Pace(() -> second.get() * 1_000_000_000);
    pace.words(bytes(0, 4 << 20));
    second.set(10);
    assertThat(pace.words(bytes(1000, 4 << 20))).isEqualTo("1000 B of 4.0 MiB at 100 B/s");
    assertThat(pace.words(bytes(0, 4 << 20))).isEqualTo("0 B of 4.0 MiB");
    second.set(12);
    assertThat(pace.words(bytes(4 << 20, 4 << 20))).isEqualTo("4.0 of 4.0 MiB at 2.0 MiB/s");
  }

  @Test
  void a_terminal_is_told_how_far_a_push_is() {
    try (Console.ProgressView view = console(true, true).progress()) {
      view.accept(bytes(3 << 20, 24 << 20));
    }
    assertThat(text(trouble)).contains("push lib.so 3.0 of 24.0 MiB");
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
