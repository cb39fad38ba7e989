package dev.gantry.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WaiverTest {
  private static final LocalDate LAST = LocalDate.of(2026, 12, 31);
  private static final Subject SUBJECT =
      new Subject(new Cell("detector", Precision.INT8, "orin-nano"), "nano-3", "latency.p99");

  private static Waiver waiver(String finding) {
    return new Waiver(finding, "perception", "tracked", LAST);
  }

  private static boolean covers(String finding) {
    return waiver(finding).covers(SUBJECT, LAST);
  }

  @Test
  void a_waiver_covers_the_finding_that_it_names() {
    assertThat(covers("detector/int8/orin-nano/nano-3/latency.p99")).isTrue();
    assertThat(covers("detector/int8/orin-nano/nano-3/latency.p50")).isFalse();
    assertThat(covers("detector/int8/orin-nano/nano-4/latency.p99")).isFalse();
    assertThat(covers("detector/fp16/orin-nano/nano-3/latency.p99")).isFalse();
    assertThat(covers("DETECTOR/int8/orin-nano/nano-3/latency.p99")).isFalse();
  }

  @Test
  void a_star_stands_for_one_part_or_a_piece_of_it() {
    assertThat(covers("detector/int8/orin-nano/*/latency.p99")).isTrue();
    assertThat(covers("*/int8/*/*/*")).isTrue();
    assertThat(covers("det*/int8/orin-*/nano-*/latency.*")).isTrue();
    assertThat(covers("detector/int8/orin-nano/nano-*4/latency.p99")).isFalse();
    assertThat(covers("*/*/*/*/memory.peak")).isFalse();
  }

  @Test
  void a_star_never_reaches_across_a_slash() {
    Subject other =
        new Subject(new Cell("detector", Precision.INT8, "orin-nano"), "nano-3", "task.top1.a/b");
    assertThat(waiver("detector/*/*/*/*").covers(other, LAST)).isFalse();
    assertThat(waiver("*/*/*/*/task*").covers(other, LAST)).isFalse();
  }

  @Test
  void letters_that_mean_something_to_a_pattern_are_only_letters() {
    assertThat(covers("detector/int8/orin-nano/nano-3/latency?p99")).isFalse();
    assertThat(covers("detector/int8/orin-nano/nano-./latency.p99")).isFalse();
    assertThat(covers("detector/int8/orin-nano/nano-3/latency.p99|x")).isFalse();
    assertThat(covers("detector/int8/orin-nano/[a-z]+-3/latency.p99")).isFalse();
    assertThat(covers("\\E.*\\Q/int8/orin-nano/nano-3/latency.p99")).isFalse();
    assertThat(covers("\\E...+\\Q/\\E...+\\Q/\\E...+\\Q/\\E...+\\Q/\\E...+\\Q")).isFalse();
  }

  @Test
  void no_text_of_five_parts_breaks_the_matching() {
    long seed = 7_106;
    Random random = new Random(seed);
    List<String> pieces =
        List.of(
            "\\E", "\\Q", "\\", "*", "[", "]", "(", ")", "{1", "+", "?", "$", "^", "a", "|", ".");
    for (int round = 0; round < 5_000; round++) {
      StringBuilder finding = new StringBuilder();
      for (int part = 0; part < 5; part++) {
        finding.append(part == 0 ? "" : "/");
        for (int piece = random.nextInt(4); piece > 0; piece--) {
          finding.append(pieces.get(random.nextInt(pieces.size())));
        }
      }
      boolean stars = finding.toString().replaceAll("[*/]", "").isEmpty();
      if (!stars) {
        // Only stars, or pieces of its own parts, can cover the subject: none of these letters are.
        assertThat(covers(finding.toString()) && !finding.toString().matches("[a.*/]*"))
            .as("seed %d, round %d: %s", seed, round, finding)
            .isFalse();
      }
    }
  }

  @Test
  void a_waiver_ends_after_its_last_day() {
    Waiver waiver = waiver("detector/*/*/*/*");
    assertThat(waiver.covers(SUBJECT, LAST.minusDays(1))).isTrue();
    assertThat(waiver.covers(SUBJECT, LAST)).isTrue();
    assertThat(waiver.covers(SUBJECT, LAST.plusDays(1))).isFalse();
  }

  @Test
  void a_waiver_of_everything_is_refused() {
    for (String finding : List.of("*/*/*/*/*", "**/*/*/*/*", "////")) {
      assertThatThrownBy(() -> waiver(finding))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("would waive everything");
    }
  }

  @Test
  void a_waiver_without_five_parts_owner_or_reason_is_refused() {
    for (String finding : List.of("", "*", "a/b/c/d", "a/b/c/d/e/f", "**")) {
      assertThatThrownBy(() -> waiver(finding))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("model/precision/kind/board/criterion, not '" + finding + "'");
    }
    assertThatThrownBy(() -> new Waiver("a/*/*/*/*", " ", "why", LAST))
        .hasMessageContaining("owner");
    assertThatThrownBy(() -> new Waiver("a/*/*/*/*", "who", "\t", LAST))
        .hasMessageContaining("reason");
  }
}
