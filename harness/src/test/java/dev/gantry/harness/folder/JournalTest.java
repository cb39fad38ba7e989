package dev.gantry.harness.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path folder;
  private final DossierJson json = new DossierJson();
  private Path file;

  @BeforeEach
  void three_lines() throws Exception {
    file = folder.resolve("journal.jsonl");
    Journal journal = Journal.open(file, json);
    for (String subject : List.of("first", "second", "third")) {
      journal.append(
          "trial",
          subject,
          Instant.parse("2026-11-20T10:00:00Z"),
          Map.of(subject + ".json", Digest.of(new byte[] {1})));
    }
  }

  @Test
  void what_was_written_is_read() throws Exception {
    assertThat(subjects()).containsExactly("first", "second", "third");
  }

  @Test
  void a_last_line_that_a_kill_cut_anywhere_is_dropped_and_written_over() throws Exception {
    String whole = Files.readString(file);
    int lastLine = whole.lastIndexOf('\n', whole.length() - 2) + 1;
    for (int length = lastLine; length < whole.length(); length++) {
      Files.writeString(file, whole.substring(0, length));
      assertThat(subjects()).containsExactly("first", "second");
    }
    Journal journal = Journal.open(file, json);
    journal.append("trial", "again", Instant.parse("2026-11-20T10:00:01Z"), Map.of());
    assertThat(subjects()).containsExactly("first", "second", "again");
  }

  @Test
  void a_line_that_was_changed_dropped_or_moved_is_noticed() throws Exception {
    List<String> lines = Files.readAllLines(file);
    List<String> moved = new ArrayList<>(lines);
    Collections.swap(moved, 0, 1);
    assertRefused(moved);
    assertRefused(List.of(lines.get(0), lines.get(2)));
    assertRefused(List.of(lines.get(0).replace("first", "worst"), lines.get(1), lines.get(2)));
    assertRefused(List.of(lines.get(0), lines.get(1).replace(":00Z", ":09Z"), lines.get(2)));
    assertRefused(List.of(lines.get(0), "not json", lines.get(2)));
  }

  @Test
  void an_append_reads_nothing_of_what_was_written_before() throws Exception {
    Journal journal = Journal.open(file, json);
    String long1000 = "x".repeat(1000);
    for (int line = 0; line < 500; line++) {
      journal.append("trial", long1000 + line, Instant.parse("2026-11-20T10:00:01Z"), Map.of());
    }
    long before = readByThisThread();
    for (int line = 0; line < 20; line++) {
      journal.append("trial", "short " + line, Instant.parse("2026-11-20T10:00:01Z"), Map.of());
    }
    assertThat(readByThisThread() - before).isLessThan(Files.size(file));
    assertThat(subjects()).hasSize(523).endsWith("short 18", "short 19");
  }

  /** In bytes, as the kernel counts them. */
  private static long readByThisThread() throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/thread-self/io"))) {
      if (line.startsWith("rchar: ")) {
        return Long.parseLong(line.substring("rchar: ".length()));
      }
    }
    throw new AssertionError("this kernel does not count what is read");
  }

  @Test
  void a_line_that_was_written_in_part_is_written_over_by_the_next() throws Exception {
    Journal journal = Journal.open(file, json);
    Files.writeString(file, "{\"half a li", java.nio.file.StandardOpenOption.APPEND);
    journal.append("trial", "next", Instant.parse("2026-11-20T10:00:01Z"), Map.of());
    assertThat(subjects()).containsExactly("first", "second", "third", "next");
  }

  @Test
  void a_journal_that_was_cut_meanwhile_is_not_written_on() throws Exception {
    Journal journal = Journal.open(file, json);
    Files.writeString(file, "");
    assertThatThrownBy(
            () -> journal.append("trial", "next", Instant.parse("2026-11-20T10:00:01Z"), Map.of()))
        .isInstanceOf(java.io.IOException.class)
        .hasMessageContaining("became shorter");
    assertThat(file).isEmptyFile();
  }

  private void assertRefused(List<String> lines) throws Exception {
    Files.write(file, lines);
    assertThatThrownBy(() -> Journal.open(file, json))
        .isInstanceOf(DossierJson.MalformedException.class)
        .hasMessageContaining("line ");
  }

  private List<String> subjects() throws Exception {
    return Journal.open(file, json).entries().stream().map(Journal.Entry::subject).toList();
  }
}
