package dev.gantry.harness.rack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardQuarantineTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path home;

  @Test
  void a_board_stays_in_it_for_its_first_reason_until_it_is_lifted() throws Exception {
    BoardQuarantine bay = BoardQuarantine.of(home, "bay-4");
    assertThat(bay.of("nx-7")).isEmpty();

    bay.put(new BoardQuarantine.Entry("nx-7", NOON, "three \"times\"\nfrozen"));
    bay.put(new BoardQuarantine.Entry("nx-7", NOON.plusSeconds(60), "once more"));

    BoardQuarantine again = BoardQuarantine.of(home, "bay-4");
    assertThat(again.of("nx-7"))
        .contains(new BoardQuarantine.Entry("nx-7", NOON, "three \"times\"\nfrozen"));
    assertThat(again.of("nx-8")).isEmpty();
    assertThat(BoardQuarantine.of(home, "bay-5").entries()).isEmpty();
    again.lift("nx-7");
    assertThat(bay.entries()).isEmpty();
    again.lift("nx-7");
  }

  @Test
  void its_trouble_says_since_when_why_and_what_lifts_it() {
    var trouble = new BoardQuarantine.Entry("nx-7", NOON, "3 troubles in one run").trouble();

    assertThat(trouble.blame()).isEqualTo(Blame.RACK);
    assertThat(trouble.toString())
        .contains("nx-7", "2026-11-20T12:00:00Z", "3 troubles in one run", "gantry rack doctor");
  }

  @Test
  void harnesses_that_write_at_once_lose_nothing() throws Exception {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int number = 0; number < 16; number++) {
      String board = "board-" + number;
      all.add(
          CompletableFuture.runAsync(
              () -> {
                try {
                  BoardQuarantine.of(home, "bay")
                      .put(new BoardQuarantine.Entry(board, NOON, "sick"));
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    for (CompletableFuture<Void> one : all) {
      one.get(60, TimeUnit.SECONDS);
    }

    assertThat(BoardQuarantine.of(home, "bay").entries()).hasSize(16);
  }

  @Test
  void a_file_that_says_something_else_is_refused_by_name() throws Exception {
    Path file = Files.createDirectories(home.resolve("quarantine")).resolve("bay.json");
    for (String text :
        List.of(
            "",
            "{",
            "[]",
            "{\"schema\":\"other/1\"}",
            "{\"schema\":\"gantry.quarantine/1\",\"boards\":[{\"board\":\"a\",\"since\":\"soon\"}]}")) {
      Files.writeString(file, text);

      assertThatThrownBy(() -> BoardQuarantine.of(home, "bay").entries())
          .as(text)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("bay.json")
          .hasMessageContaining("delete it");
    }
  }
}
