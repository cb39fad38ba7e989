package dev.gantry.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFolderTest {
  @TempDir Path folder;

  @Test
  void a_folder_appears_when_it_is_placed_and_not_before() throws Exception {
    Path set = folder.resolve("set");
    try (AtomicFolder fresh = AtomicFolder.at(set)) {
      Files.writeString(fresh.path().resolve("golden.yaml"), "x");
      assertThat(set).doesNotExist();
      fresh.place();
    }

    assertThat(set.resolve("golden.yaml")).hasContent("x");
    assertThat(folder).isDirectoryContaining(path -> path.equals(set));
    assertThat(FileTrees.files(folder, folder)).containsExactly("set/golden.yaml");
  }

  @Test
  void one_that_is_given_up_leaves_nothing() throws Exception {
    try (AtomicFolder fresh = AtomicFolder.at(folder.resolve("set"))) {
      Files.writeString(fresh.path().resolve("golden.yaml"), "x");
    }

    assertThat(FileTrees.isEmpty(folder)).isTrue();
  }

  @Test
  void two_who_make_the_same_folder_are_kept_apart() throws Exception {
    Path set = folder.resolve("set");
    try (AtomicFolder first = AtomicFolder.at(set)) {
      assertThatThrownBy(() -> AtomicFolder.at(set))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("is being made by another process");
      first.place();
    }
    assertThatThrownBy(() -> AtomicFolder.at(set)).hasMessageContaining("is there already");
  }

  @Test
  void a_lock_is_taken_once_also_within_a_process() throws IOException {
    Path lock = folder.resolve("lock");
    try (FileChannel first =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileChannel second = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      assertThat(FileLocks.tryLock(first)).isTrue();
      assertThat(FileLocks.tryLock(second)).isFalse();
    }
  }
}
