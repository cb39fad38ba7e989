package dev.gantry.harness.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.harness.files.ReleaseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What could never be proven is not even tried. */
class EvidenceCheckTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0} late, {1}, for {2}: {3}")
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          <= 0.1 %,   30 Hz,     60 s,    154 s
          <= 0.1 %,   30 Hz,     153 s,   154 s
          <= 0.1 %,   30 Hz,     154 s,
          <= 0.1 %,   30 Hz,     3 min,
          <= 1 %,     30 Hz,     15 s,    16 s
          <= 1 %,     30 Hz,     16 s,
          <= 1 %,     1000 Hz,   458 ms,  460 ms
          <= 1 %,     1000 Hz,   460 ms,
          <= 100 %,   1 Hz,      1 s,     5 s
          <= 100 %,   1 Hz,      5 s,
          <= 0.001 %, 1 /s,      1 h,     460515 s
          """)
  void a_camera_is_watched_long_enough_for_its_limit(
      String misses, String rate, String length, String advised) throws IOException {
    String deadline =
        "deadline: { rate: " + rate + ", misses: '" + misses + "', for: " + length + " }";
    List<String> told = told("", deadline);
    if (advised == null) {
      assertThat(told).isEmpty();
      return;
    }
    assertThat(told).singleElement().asString().startsWith("8: " + length + " at " + rate);
    assertThat(told.get(0)).contains("watch for at least " + advised + ",");
    assertThat(told("", deadline.replace("for: " + length, "for: " + advised)))
        .as("what is advised is not refused in turn")
        .isEmpty();
  }

  @Test
  void confidence_counts() throws IOException {
    String deadline = "deadline: { rate: 30 Hz, misses: '<= 0.1 %', for: 154 s }";
    assertThat(told("confidence: 99.9 %", deadline))
        .singleElement()
        .asString()
        .contains("6905 to prove at 99.9 %", "231 s");
    assertThat(told("confidence: 90 %", deadline)).isEmpty();
  }

  @Test
  void no_number_of_queries_proves_that_none_is_ever_late() throws IOException {
    assertThat(told("", "deadline: { rate: 30 Hz, misses: '<= 0 %', for: 24 h }"))
        .singleElement()
        .asString()
        .contains("no number of queries");
  }

  @Test
  void more_queries_than_anyone_keeps_are_refused() throws IOException {
    assertThat(told("", "deadline: { rate: 10000 Hz, misses: '<= 1 %', for: 1 h }"))
        .singleElement()
        .asString()
        .contains("more than 20000000 queries", "at most 2000 s");
  }

  @Test
  void a_median_takes_seven_starts() throws IOException {
    assertThat(told("", "cold: { load: '<= 2 s', starts: 6 }"))
        .singleElement()
        .asString()
        .contains("6 starts cannot prove", "at least 7 starts");
    assertThat(told("", "cold: { load: '<= 2 s', starts: 7 }")).isEmpty();
    assertThat(told("confidence: 99.9 %", "cold: { load: '<= 2 s', starts: 7 }")).hasSize(1);
  }

  @ParameterizedTest(name = "{0} queries for {1}")
  @CsvSource(
      textBlock =
          """
          27,   p99,       28
          28,   p99,
          275,  p999,      276
          1,    p50,
          10,   p95 p50,
          1000, nothing,
          """)
  void as_many_queries_are_asked_as_the_highest_percentile_takes(
      int queries, String limited, String advised) throws IOException {
    String limits =
        Stream.of(limited.split(" "))
            .filter(key -> !key.equals("nothing"))
            .map(key -> key + ": '<= 12 ms'")
            .collect(Collectors.joining(", "));
    String latency = limits.isEmpty() ? "" : "latency: { " + limits + " }";
    List<String> told = told("queries: " + queries, latency);
    if (advised == null) {
      assertThat(told).isEmpty();
      return;
    }
    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("2: " + queries + " queries in each of 20 processes cannot prove a limit of p")
        .contains("ask for at least " + advised + " queries");
    assertThat(told("queries: " + advised, latency))
        .as("what is advised is not refused in turn")
        .isEmpty();
  }

  @Test
  void what_cannot_be_read_is_left_to_the_reader() throws IOException {
    assertThat(told("confidence: very", "deadline: { rate: fast, misses: few, for: ever }"))
        .isEmpty();
    assertThat(told("confidence: 12", "cold: { starts: -1 }")).isEmpty();
    assertThat(told("", "deadline: { rate: 0 Hz, misses: '<= 1 ms', for: 1 Hz }")).isEmpty();
    assertThat(told("", "deadline: [30 Hz]")).isEmpty();
  }

  private List<String> told(String top, String entry) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("release.yaml"),
            """
            release: rail
            %s
            models:
              - name: m
                onnx: m.onnx
                golden: set
                precisions: [fp32]
                %s
                boards: [cpu]
            """
                .formatted(top, entry));
    return new EvidenceCheck(ReleaseFile.read(file).parts())
        .problems().stream()
            .map(
                problem ->
                    problem.line().orElse(0) + ": " + problem.what() + "; " + problem.remedy())
            .toList();
  }
}
