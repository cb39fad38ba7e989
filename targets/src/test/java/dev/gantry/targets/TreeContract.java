package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.SshLink;
import dev.gantry.targets.link.TreeFile;
import dev.gantry.targets.link.TreeTransfer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for trees of files on their way to a board. */
abstract class TreeContract extends BoardContract {
  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(7_420 + size).nextBytes(bytes);
    return bytes;
  }

  private TreeTransfer.Arrived push(List<TreeFile> files) throws RigException {
    return link.trees().push(files, "tree", done -> {}, () -> false);
  }

  private List<String> atHome() throws IOException {
    try (Stream<Path> files = Files.list(board.home())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static TreeFile broken(String name, int announced, int real) {
    return new TreeFile(
        name,
        new ByteCount(announced),
        Optional.empty(),
        () -> new ByteArrayInputStream(bytes(real)));
  }

  @Test
  void a_tree_arrives_as_it_was_sent() throws Exception {
    String odd = "with space/caf\u00e9 *?$(touch x)'\"`;.bin";
    String deep = "deep/" + "long-name-".repeat(20) + "/" + "end".repeat(60);
    List<TreeFile> files =
        List.of(
            TreeFile.of("a", bytes(1_000)),
            TreeFile.of("empty", bytes(0)),
            TreeFile.of("sub/block", bytes(512)),
            TreeFile.of(odd, bytes(70_001)),
            TreeFile.of(deep, bytes(17)));
    TreeTransfer.Arrived arrived = push(files);
    Path tree = board.home().resolve("tree");
    for (TreeFile file : files) {
      byte[] sent = bytes((int) file.size().bytes());
      assertThat(tree.resolve(file.name())).hasBinaryContent(sent);
      assertThat(arrived.digests()).containsEntry(file.name(), Digest.of(sent));
    }
    assertThat(arrived.digests()).hasSize(files.size());
    assertThat(arrived.transferred().size()).isEqualTo(new ByteCount(71_530));
    try (Stream<Path> all = Files.walk(tree)) {
      assertThat(all.filter(Files::isRegularFile)).hasSize(files.size());
    }
    assertThat(atHome()).containsExactly("tree");
  }

  @Test
  void a_tree_replaces_the_one_before() throws Exception {
    push(List.of(TreeFile.of("old", bytes(1))));
    push(List.of(TreeFile.of("new", bytes(2))));
    assertThat(board.home().resolve("tree/old")).doesNotExist();
    assertThat(board.home().resolve("tree/new")).hasBinaryContent(bytes(2));
  }

  @Test
  void many_files_travel_in_one_stream() throws Exception {
    List<TreeFile> files = new ArrayList<>();
    for (int index = 0; index < 2_500; index++) {
      files.add(TreeFile.of("f/" + index, ("file " + index).getBytes(StandardCharsets.UTF_8)));
    }
    assertThat(push(files).digests()).hasSize(2_500);
    assertThat(board.home().resolve("tree/f/2499")).hasContent("file 2499");
  }

  @Test
  void a_file_that_shrinks_or_grows_on_its_way_leaves_nothing() throws Exception {
    push(List.of(TreeFile.of("before", bytes(1))));
    for (int real : new int[] {0, 99, 101, 5_000}) {
      List<TreeFile> files = List.of(TreeFile.of("a", bytes(10)), broken("b", 100, real));
      RigException trouble = rackTrouble(() -> push(files));
      assertThat(trouble.trouble().what()).startsWith("the push of 2 files to tree failed: ");
      assertThat(atHome()).as("%d bytes", real).containsExactly("tree");
    }
    assertThat(board.home().resolve("tree/before")).exists();
  }

  @Test
  void a_push_that_is_cancelled_leaves_nothing() throws Exception {
    // What the board sees of it is an empty stream, which tar takes for an archive.
    assertThatThrownBy(
            () ->
                link.trees()
                    .push(
                        List.of(TreeFile.of("a", bytes(10)), TreeFile.of("b", bytes(10))),
                        "tree",
                        done -> {},
                        () -> true))
        .isInstanceOf(CancellationException.class);
    assertThat(atHome()).isEmpty();
    assertThat(run("echo still here").lines()).containsExactly("still here");
  }

  @Test
  void a_cable_that_is_cut_in_a_tree_is_a_lost_link_and_no_tree() throws Exception {
    try (Cable cable = new Cable(board.destination().port());
        SshLink far = SshLink.open(board.through(cable.port()))) {
      List<TreeFile> files = new ArrayList<>();
      for (int index = 0; index < 400; index++) {
        files.add(TreeFile.of("f" + index, bytes(50_000)));
      }
      RigException trouble =
          rackTrouble(
              () ->
                  far.trees()
                      .push(
                          files,
                          "tree",
                          done -> {
                            if (done > 2_000_000) {
                              cable.cut();
                            }
                          },
                          () -> false));
      assertThat(trouble).isInstanceOf(LostLink.class);
    }
    assertThat(board.home().resolve("tree")).doesNotExist();
  }

  @Test
  void two_files_of_one_name_are_refused() throws Exception {
    List<TreeFile> files = List.of(TreeFile.of("a", bytes(1)), TreeFile.of("a", bytes(2)));
    assertThat(rackTrouble(() -> push(files)).trouble().what()).contains("two files a");
    assertThat(atHome()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "../up",
        "a/../../up",
        "a//b",
        "a/",
        ".",
        "a/./b",
        "-rf",
        "a/-",
        "a\\b",
        "a\nb",
        "a\u0000b",
        "..",
        ".sha256sums"
      })
  void a_hostile_name_is_refused_before_anything_travels(String name) {
    assertThatThrownBy(() -> TreeFile.of(name, new byte[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no path for a file of a tree");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/tmp/x", "../x", "-x", "a b", "a;b", "$(x)"})
  void a_hostile_folder_is_refused(String folder) {
    assertThatThrownBy(
            () ->
                link.trees()
                    .push(List.of(TreeFile.of("a", new byte[1])), folder, done -> {}, () -> false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
