package dev.gantry.reports.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.gantry.files.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPlacementTest {
  @TempDir Path out;

  @Test
  void nothing_stands_in_the_place_until_all_is_written() throws IOException {
    new ReportPlacement(out, "page.html")
        .fill(
            path -> {
              Files.writeString(path, "half");
              assertThat(out.resolve("page.html")).doesNotExist();
              Files.writeString(path, "whole");
            });
    assertThat(out.resolve("page.html")).hasContent("whole");
    assertThat(names()).containsExactly("page.html");
  }

  @Test
  void trouble_leaves_the_old_report_as_it_was() throws IOException {
    new ReportPlacement(out, "report").fill(path -> folder(path, "first"));
    assertThatIOException()
        .isThrownBy(
            () ->
                new ReportPlacement(out, "report")
                    .fill(
                        path -> {
                          folder(path, "second");
                          throw new IOException("disk full");
                        }));
    assertThat(out.resolve("report/first")).exists();
    assertThat(names()).containsExactly("report");
  }

  @Test
  void a_report_of_ours_is_replaced_as_a_whole() throws IOException {
    new ReportPlacement(out, "report").fill(path -> folder(path, "first"));
    new ReportPlacement(out, "report").fill(path -> folder(path, "second"));
    assertThat(out.resolve("report/second")).exists();
    assertThat(out.resolve("report/first")).doesNotExist();
    assertThat(names()).containsExactly("report");
  }

  @Test
  void what_is_withdrawn_is_kept_under_a_name_that_says_so_until_it_is_drawn_again()
      throws IOException {
    new ReportPlacement(out, "report").withdraw();
    assertThat(names()).isEmpty();
    new ReportPlacement(out, "report").fill(path -> folder(path, "first"));
    new ReportPlacement(out, "report").withdraw();
    assertThat(names()).containsExactly("report.withdrawn");
    folder(out.resolve("report"), ReportPlacement.MARK);
    new ReportPlacement(out, "report").withdraw();
    assertThat(out.resolve("report.withdrawn/first")).as("the first stays").exists();
    new ReportPlacement(out, "report").fill(path -> folder(path, "second"));
    assertThat(names()).containsExactly("report");
  }

  @Test
  void a_folder_of_somebody_else_is_not_replaced() throws IOException {
    folder(out.resolve("report"), "thesis.txt");
    assertThatIOException()
        .isThrownBy(() -> new ReportPlacement(out, "report").fill(path -> folder(path, "first")))
        .withMessageContaining("not drawn by Gantry");
    assertThat(out.resolve("report/thesis.txt")).exists();
  }

  @Test
  void deleting_does_not_follow_links() throws IOException {
    folder(out.resolve("precious"), "file");
    folder(out.resolve("old"), "other");
    Files.createSymbolicLink(out.resolve("old/link"), out.resolve("precious"));
    FileTrees.delete(out.resolve("old"));
    assertThat(out.resolve("precious/file")).exists();
    assertThat(out.resolve("old")).doesNotExist();
  }

  private static void folder(Path path, String file) throws IOException {
    Files.createDirectories(path);
    Files.writeString(path.resolve(file), file);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
