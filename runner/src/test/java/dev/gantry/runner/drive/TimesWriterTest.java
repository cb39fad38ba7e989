package dev.gantry.runner.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RefusedException;
import dev.gantry.runner.RunOutput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimesWriterTest {
  @TempDir Path folder;

  private RunOutput outbox() {
    return new RunOutput(folder, line -> {});
  }

  @Test
  void every_number_of_times_is_written_whole_and_told_as_it_is() throws Exception {
    for (int number : new int[] {0, 1, 1_023, 1_024, 1_025, 5_000}) {
      ByteBuffer wanted = ByteBuffer.allocate(number * 8).order(ByteOrder.LITTLE_ENDIAN);
      try (TimesWriter times = new TimesWriter(outbox(), "t.ns")) {
        for (long time = 0; time < number; time++) {
          times.add(time << 20);
          wanted.putLong(time << 20);
        }
        assertThat(times.finish().digest()).isEqualTo(Digest.of(wanted.array()));
      }
      assertThat(folder.resolve("t.ns")).hasBinaryContent(wanted.array());
    }
  }

  @Test
  void what_was_not_finished_is_not_there() throws Exception {
    try (TimesWriter times = new TimesWriter(outbox(), "t.ns")) {
      times.add(5);
    }
    assertThat(folder.resolve("t.ns")).doesNotExist();
    Files.writeString(folder.resolve("t.ns.part"), "longer than what comes next, of a killed run");
    try (TimesWriter times = new TimesWriter(outbox(), "t.ns")) {
      times.add(7);
      assertThat(times.finish().size()).isEqualTo(new ByteCount(8));
    }
    assertThat(folder.resolve("t.ns")).hasSize(8);
  }

  @Test
  void more_times_than_anyone_reads_are_refused_with_words() throws Exception {
    try (TimesWriter times = new TimesWriter(outbox(), "t.ns", 2_000)) {
      assertThatThrownBy(
              () -> {
                for (int time = 0; time < 5_000; time++) {
                  times.add(time);
                }
              })
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("t.ns: more than 2000 queries")
          .hasMessageContaining("shorter window");
    }
    assertThat(folder.resolve("t.ns")).doesNotExist();
  }
}
