package dev.gantry.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void a_file_takes_the_place_of_the_old_one_and_leaves_no_part() throws IOException {
    Path file = folder.resolve("deep/verdict.json");

    AtomicFile.write(file, "old");
    AtomicFile.write(file, "new");

    assertThat(file).hasContent("new");
    assertThat(AtomicFile.part(file)).doesNotExist();
  }

  @Test
  void trouble_while_it_is_made_leaves_the_old_one_as_it_was() throws IOException {
    Path file = folder.resolve("verdict.json");
    AtomicFile.write(file, "old");

    assertThatThrownBy(
            () ->
                AtomicFile.make(
                    file,
                    part -> {
                      Files.writeString(part, "ne");
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");

    assertThat(file).hasContent("old");
  }

  @Test
  void what_a_kill_left_is_written_over_and_never_taken_for_the_file() throws IOException {
    Path file = folder.resolve("verdict.json");
    Files.writeString(AtomicFile.part(file), "half of an earlier one, and longer than the new");

    assertThat(file).doesNotExist();
    AtomicFile.write(file, "new");

    assertThat(file).hasContent("new");
  }

  @Test
  void a_copy_has_the_bytes_of_its_source_and_rights_of_its_own() throws IOException {
    Path source = Files.createTempFile(folder, "private", "");
    Files.writeString(source, "engine");
    Path copy = folder.resolve("engine.bin");

    AtomicFile.copy(source, copy);

    assertThat(copy).hasContent("engine");
    assertThat(Files.getPosixFilePermissions(copy))
        .isEqualTo(Files.getPosixFilePermissions(Files.createFile(folder.resolve("usual"))));
  }
}
