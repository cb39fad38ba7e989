package dev.gantry.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreesTest {
  @TempDir Path folder;

  @Test
  void a_link_in_a_deleted_folder_is_removed_and_not_followed() throws IOException {
    Path kept = Files.createDirectories(folder.resolve("kept"));
    Files.writeString(kept.resolve("model.onnx"), "weights");
    Path gone = Files.createDirectories(folder.resolve("gone/inner"));
    Files.createSymbolicLink(gone.resolve("link"), kept);

    FileTrees.delete(folder.resolve("gone"));

    assertThat(folder.resolve("gone")).doesNotExist();
    assertThat(kept.resolve("model.onnx")).hasContent("weights");
  }

  @Test
  void what_is_not_there_is_deleted_without_trouble() throws IOException {
    FileTrees.delete(folder.resolve("never"));

    assertThat(FileTrees.isEmpty(folder)).isTrue();
  }

  @Test
  void files_are_named_from_the_root_in_order() throws IOException {
    Files.createDirectories(folder.resolve("b/c"));
    Files.writeString(folder.resolve("b/c/2"), "");
    Files.writeString(folder.resolve("b/1"), "");
    Files.writeString(folder.resolve("0"), "");

    assertThat(FileTrees.files(folder, folder.resolve("b"))).containsExactly("b/1", "b/c/2");
  }
}
