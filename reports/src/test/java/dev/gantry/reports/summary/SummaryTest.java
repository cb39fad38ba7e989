package dev.gantry.reports.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Verdict;
import dev.gantry.reports.SampleRelease;
import dev.gantry.reports.writing.ReportWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {
  @TempDir Path folder;

  private List<String> lines(ReportWriter writer, JudgedRelease release) throws IOException {
    Path file = folder.resolve(writer.name());
    writer.write(release, file);
    return Files.readAllLines(file);
  }

  private List<String> plain(JudgedRelease release) throws IOException {
    return lines(new PlainSummary(), release);
  }

  private List<String> markdown(JudgedRelease release) throws IOException {
    return lines(new MarkdownSummary(), release);
  }

  @Test
  void a_pass_is_one_line_and_says_where_it_was_simulated() throws IOException {
    assertThat(plain(SampleRelease.passed()))
        .containsExactly("PASSED rail-perception-2026.11 (simulated boards)");
  }

  @Test
  void the_three_worst_stand_below_a_failure_broken_first() throws IOException {
    assertThat(plain(SampleRelease.failed()))
        .hasSize(4)
        .satisfiesExactly(
            verdict -> assertThat(verdict).startsWith("FAILED rail-perception-2026.11"),
            worst ->
                assertThat(worst)
                    .startsWith(
                        "Broken: obstacle-detector/int8/cpu-2t/bench-3/task.map50-95.night"),
            second ->
                assertThat(second)
                    .startsWith("Broken: obstacle-detector/int8/cpu/bench-2/latency.p99"),
            third ->
                assertThat(third)
                    .startsWith("Not measured: signal-reader/fp32/cpu/bench-1/latency.p99"));
  }

  @Test
  void findings_with_one_reason_are_one_complaint() throws IOException {
    assertThat(plain(SampleRelease.inconclusive()))
        .hasSize(2)
        .last()
        .asString()
        .startsWith(
            "Not measured: signal-reader/int8/cpu-2t/bench-3/latency.p99 and 3 more: the board was");
  }

  @Test
  void a_pass_that_its_own_entries_do_not_bear_is_not_drawn_as_one() throws IOException {
    assertThat(plain(SampleRelease.missing(Verdict.PASSED)).get(0)).startsWith("INCONCLUSIVE ");
    assertThat(markdown(SampleRelease.missing(Verdict.PASSED)))
        .first()
        .asString()
        .startsWith("## Cannot tell");
  }

  @Test
  void a_shard_never_reads_as_a_release_that_may_ship() throws IOException {
    JudgedRelease shard = SampleRelease.shard();
    assertThat(plain(shard))
        .containsExactly("PASSED rail-perception-2026.11, shard 2 of 2 alone (simulated boards)");
    assertThat(markdown(shard))
        .contains("## This part holds: rail-perception-2026.11")
        .noneMatch(line -> line.contains("Ship"))
        .anyMatch(line -> line.startsWith("**No verdict on the release:** this is shard 2 of 2"));
  }

  @Test
  void the_matrix_has_a_column_for_each_board_and_a_row_for_each_variant() throws IOException {
    List<String> lines = markdown(SampleRelease.failed());
    assertThat(lines)
        .contains(
            "| | bench-1<br>cpu | bench-2<br>cpu, simulated" + " | bench-3<br>cpu-2t, simulated |",
            "|---|---|---|---|",
            "| obstacle-detector/int8 | ✅ 5 met | ❌ 1 broken | ❌ 1 broken |",
            "| signal-reader/int8 | ⚠️ 1 waived | ✅ 4 met | ✅ 4 met |");
    assertThat(lines).filteredOn(line -> line.startsWith("| ")).hasSize(5);
  }

  @Test
  void a_cell_without_evidence_is_no_empty_field() throws IOException {
    assertThat(markdown(SampleRelease.missing(Verdict.INCONCLUSIVE)))
        .filteredOn(line -> line.contains("❔ no evidence |"))
        .hasSize(4);
  }

  @Test
  void trouble_and_links_stand_at_the_end() throws IOException {
    assertThat(markdown(SampleRelease.failed()))
        .contains("### 1 trouble")
        .contains("[Decision page](index.html) · [Allure report](allure-report/index.html) ·");
  }

  @Test
  void hostile_words_are_words_and_a_line_each() throws IOException {
    JudgedRelease hostile = SampleRelease.hostile();
    assertThat(plain(hostile)).hasSizeLessThanOrEqualTo(4).allMatch(line -> line.length() <= 200);
    assertThat(String.join("\n", markdown(hostile)))
        .doesNotContain("<script", "<img", "\u001b", "\u0000");
  }

  @Test
  void markdown_shows_every_text_as_it_stands() {
    assertThat(SummaryText.markdown("a|b *c* <d> `e` [f](g) @team #12 _h_ https://x", 400))
        .isEqualTo(
            "a\\|b \\*c\\* &lt;d&gt; \\`e\\` \\[f\\](g) @\u200bteam #\u200b12 \\_h\\_ https:\u200b//x");
    assertThat(SummaryText.markdown("one\n\ntwo\ttabs  ", 400)).isEqualTo("one two tabs");
    assertThat(SummaryText.oneLine("0123456789", 10)).isEqualTo("0123456789");
    assertThat(SummaryText.oneLine("0123456789x", 10)).isEqualTo("012345678…");
  }
}
