package dev.gantry.harness.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which folders a run may begin in. */
class NewFolderTest {
  private final DossierFolders folders = new DossierFolders(Clock.systemUTC());

  @TempDir Path out;

  @Test
  void the_log_of_a_run_that_was_refused_is_in_nobodys_way() throws IOException {
    Files.writeString(out.resolve("gantry.log"), "refused");
    Files.writeString(out.resolve("gantry.log.1"), "before that");

    assertThat(folders.problems(out, false)).isEmpty();
  }

  @Test
  void anything_else_is() throws IOException {
    Files.writeString(out.resolve("gantry.log"), "refused");
    Files.writeString(out.resolve("notes.txt"), "mine");

    assertThat(folders.problems(out, false)).hasSize(1);
  }
}
