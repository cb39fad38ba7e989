package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.harness.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are killed and go on: nothing lost, nothing counted twice. */
class ResumeTest {
  private static final UndisturbedRun RUN = UndisturbedRun.once();

  @TempDir static Path folder;

  @Test
  void a_kill_after_a_journal_line_loses_nothing_and_counts_nothing_twice() throws IOException {
    List<String> lines = journal();
    killedAfter(lines, lines.size() / 2);
    killedAfter(lines, lines.size() - 1);
  }

  @Test
  @Tag("thorough")
  void a_kill_after_any_journal_line_loses_nothing_and_counts_nothing_twice() throws IOException {
    List<String> lines = journal();
    for (int kept = 0; kept <= lines.size(); kept++) {
      killedAfter(lines, kept);
    }
  }

  private static List<String> journal() throws IOException {
    List<String> lines = Files.readAllLines(RUN.out().resolve("dossier/journal.jsonl"));
    assertThat(lines).hasSizeGreaterThanOrEqualTo(8);
    return lines;
  }

  private static void killedAfter(List<String> lines, int kept) throws IOException {
    Path copy = Bench.copy(RUN.out(), folder.resolve("killed-after-" + kept));
    String torn = kept < lines.size() ? lines.get(kept).substring(0, 40) : "";
    Files.writeString(
        copy.resolve("dossier/journal.jsonl"),
        lines.subList(0, kept).stream().map(line -> line + "\n").reduce("", String::concat) + torn);

    Bench.Said said =
        RUN.bench()
            .gantry("run", RUN.bench().demo().release(), "--out", copy, "--resume", "--quiet");

    assertThat(said.code())
        .as("after line " + kept + ": " + said.trouble() + said.results())
        .isZero();
    assertThat(Bench.outcomes(copy)).isEqualTo(Bench.outcomes(RUN.out()));
    List<String> resumed = Files.readAllLines(copy.resolve("dossier/journal.jsonl"));
    assertThat(resumed.subList(0, kept)).isEqualTo(lines.subList(0, kept));
    assertThat(trials(resumed)).as("trials after line " + kept).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  void a_run_killed_at_any_moment_resumes_to_the_same_verdict() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int resumed = 0;
    for (int attempt = 0; resumed < 1 && attempt < 10; attempt++) {
      Path out = folder.resolve("killed-" + attempt);
      List<String> words =
          List.of("run", RUN.bench().demo().release().toString(), "--out", out.toString());
      Process process = start(words);
      // A computer that is busy starts late, and nothing is to be resumed before the journal.
      for (int look = 0;
          look < 12_000 && !Files.exists(out.resolve("dossier/journal.jsonl"));
          look++) {
        process.waitFor(10, TimeUnit.MILLISECONDS);
      }
      int patience = random.nextInt(2000);
      boolean ended = process.waitFor(patience, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      if (ended) {
        continue;
      }
      List<String> before = trials(Files.readAllLines(out.resolve("dossier/journal.jsonl")));

      Bench.Said said =
          RUN.bench()
              .gantry("run", RUN.bench().demo().release(), "--out", out, "--resume", "--quiet");

      String moment = "killed after " + patience + " ms, seed " + seed;
      assertThat(said.code()).as(moment + said.trouble() + said.results()).isZero();
      assertThat(Bench.outcomes(out)).as(moment).isEqualTo(Bench.outcomes(RUN.out()));
      List<String> after = trials(Files.readAllLines(out.resolve("dossier/journal.jsonl")));
      assertThat(after).as(moment).containsAll(before).doesNotHaveDuplicates();
      resumed++;
    }
    assertThat(resumed).as("runs that were killed in the middle, seed " + seed).isEqualTo(1);
  }

  private static List<String> trials(List<String> journal) {
    return journal.stream()
        .filter(line -> line.contains("\"event\":\"trial\""))
        .map(line -> line.replaceAll(".*\"subject\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  private static Process start(List<String> words) throws IOException {
    return Bench.program(RUN.home(), words.toArray())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
