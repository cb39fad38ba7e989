package dev.gantry.golden.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedSetTest {
  private static final String LONG = "deep/" + "n".repeat(120) + "/" + "m".repeat(200) + ".pb";

  @TempDir Path folder;
  private Path root;
  private final SortedSet<String> files =
      new TreeSet<>(
          List.of(
              "golden.yaml",
              "empty",
              "images/b.png",
              "images/a.png",
              LONG,
              "gr\u00fc\u00df/\u6f22.npy"));

  @BeforeEach
  void fill() throws IOException {
    root = folder.resolve("set");
    Random random = new Random(91);
    for (String name : files) {
      byte[] content = new byte[name.equals("empty") ? 0 : random.nextInt(150_000)];
      random.nextBytes(content);
      Files.createDirectories(root.resolve(name).getParent());
      Files.write(root.resolve(name), content);
    }
  }

  private Path pack(String name) throws Exception {
    Path tar = folder.resolve(name);
    PackedSet.pack(root, files, tar, done -> {}, () -> false);
    return tar;
  }

  private static void unpack(Path tar, Path to) throws Exception {
    PackedSet.unpack(tar, to, done -> {}, () -> false);
  }

  private static List<Path> in(Path folder) throws IOException {
    try (var paths = Files.list(folder)) {
      return paths.sorted().toList();
    }
  }

  @Test
  void what_was_packed_is_unpacked() throws Exception {
    Path copy = folder.resolve("copy");
    unpack(pack("set.tar"), copy);
    for (String name : files) {
      assertThat(copy.resolve(name)).hasSameBinaryContentAs(root.resolve(name));
    }
    assertThat(in(folder))
        .extracting(Path::getFileName)
        .map(Path::toString)
        .containsExactly("copy", "set", "set.tar");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .startsWith("rwx");
  }

  @Test
  void times_rights_and_the_order_of_the_set_do_not_change_a_byte() throws Exception {
    Path first = pack("first.tar");
    for (String name : files) {
      Files.setLastModifiedTime(root.resolve(name), FileTime.fromMillis(1_234_567_890_123L));
      Files.setPosixFilePermissions(
          root.resolve(name), PosixFilePermissions.fromString("rwxrwx---"));
    }
    SortedSet<String> backwards = new TreeSet<>(Comparator.reverseOrder());
    backwards.addAll(files);
    Path second = folder.resolve("second.tar");
    String user = System.getProperty("user.name");
    System.setProperty("user.name", "somebody-else");
    try {
      PackedSet.pack(root, backwards, second, done -> {}, () -> false);
    } finally {
      System.setProperty("user.name", user);
    }
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void the_bytes_are_the_same_on_every_machine_and_in_every_version() throws Exception {
    Files.createDirectories(folder.resolve("small/sub"));
    Files.writeString(folder.resolve("small/a"), "hello");
    Files.writeString(folder.resolve("small/sub/\u00e4"), "again");
    Path tar = folder.resolve("small.tar");
    SortedSet<String> names = new TreeSet<>(List.of("a", "sub/\u00e4"));
    PackedSet.pack(folder.resolve("small"), names, tar, done -> {}, () -> false);
    assertThat(Digest.of(Files.readAllBytes(tar)).toString())
        .isEqualTo("sha256:47c5b0ee8f23001e388b73656f7f87e8dab386a0c09cc038d48c5d37d3a37859");
  }

  @Test
  void another_reader_finds_the_same_files_and_nothing_of_this_machine() throws Exception {
    Collection<String> found = new ArrayList<>();
    try (TarArchiveInputStream input =
        new TarArchiveInputStream(Files.newInputStream(pack("set.tar")), "UTF-8")) {
      for (TarArchiveEntry entry = input.getNextEntry();
          entry != null;
          entry = input.getNextEntry()) {
        found.add(entry.getName());
        assertThat(input.readAllBytes())
            .isEqualTo(Files.readAllBytes(root.resolve(entry.getName())));
        assertThat(entry.getUserName() + entry.getGroupName()).isEmpty();
        assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
        assertThat(entry.getMode()).isEqualTo(0644);
        assertThat(entry.getLastModifiedTime().toMillis()).isZero();
      }
    }
    assertThat(found).containsExactlyElementsOf(files);
  }

  @Test
  void progress_ends_at_all_bytes() throws Exception {
    List<Long> packed = new ArrayList<>();
    List<Long> unpacked = new ArrayList<>();
    Path tar = folder.resolve("set.tar");
    PackedSet.pack(root, files, tar, packed::add, () -> false);
    PackedSet.unpack(tar, folder.resolve("copy"), unpacked::add, () -> false);
    long all = 0;
    for (String name : files) {
      all += Files.size(root.resolve(name));
    }
    assertThat(packed).isSorted().endsWith(all);
    assertThat(unpacked).isSorted().endsWith(all);
  }

  @Test
  void cancelling_leaves_nothing_half_made() throws Exception {
    Path tar = pack("set.tar");
    List<Long> told = new ArrayList<>();
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () ->
                PackedSet.pack(
                    root, files, folder.resolve("two.tar"), told::add, () -> told.size() > 2));
    told.clear();
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () -> PackedSet.unpack(tar, folder.resolve("copy"), told::add, () -> told.size() > 2));
    assertThat(told).hasSizeGreaterThan(2);
    assertThat(in(folder)).containsExactly(root, tar);
  }

  @Test
  void an_interrupted_thread_leaves_nothing_half_made() throws Exception {
    Path tar = pack("set.tar");
    assertThatThrownBy(
            () ->
                PackedSet.unpack(
                    tar,
                    folder.resolve("copy"),
                    done -> Thread.currentThread().interrupt(),
                    () -> false))
        .isInstanceOf(IOException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThatThrownBy(
            () ->
                PackedSet.pack(
                    root,
                    files,
                    folder.resolve("two.tar"),
                    done -> Thread.currentThread().interrupt(),
                    () -> false))
        .isInstanceOf(IOException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(in(folder)).containsExactly(root, tar);
  }

  @Test
  void a_file_that_changes_its_size_while_it_is_packed_is_no_archive() throws Exception {
    for (int size : new int[] {1, 400_000}) {
      Path file = Files.write(root.resolve("changing"), new byte[200_000]);
      assertThatThrownBy(
              () ->
                  PackedSet.pack(
                      root,
                      new TreeSet<>(List.of("changing")),
                      folder.resolve("set.tar"),
                      done -> resize(file, size),
                      () -> false))
          .hasMessageContaining("changed its size while it was packed");
      assertThat(in(folder)).containsExactly(root);
    }
  }

  private static void resize(Path file, int size) {
    try {
      Files.write(file, new byte[size]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void names_that_could_not_be_unpacked_are_not_packed() throws Exception {
    Files.writeString(folder.resolve("secret"), "of others");
    Files.createSymbolicLink(root.resolve("link"), folder.resolve("secret"));
    SortedSet<String> bad =
        new TreeSet<>(List.of("../secret", "link", "/etc/passwd", "none", "images", "a\\b", ""));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(
            () -> PackedSet.pack(root, bad, folder.resolve("x.tar"), done -> {}, () -> false))
        .satisfies(
            refused ->
                assertThat(refused.problems())
                    .hasSize(7)
                    .anySatisfy(
                        problem ->
                            assertThat(problem.what()).contains("'link' is a link out of the")));
    assertThat(folder.resolve("x.tar")).doesNotExist();
  }

  @Test
  void what_is_there_already_is_left_alone() throws Exception {
    Path tar = pack("set.tar");
    Path copy = Files.createDirectories(folder.resolve("copy"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    for (Path taken : List.of(copy, link, root)) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> unpack(tar, taken))
          .withMessageContaining("exists, and nothing is unpacked over it");
    }
    assertThat(copy).isEmptyDirectory();
  }

  @Test
  void a_missing_archive_or_parent_is_told() throws Exception {
    Path tar = pack("set.tar");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> unpack(folder.resolve("none.tar"), folder.resolve("copy")))
        .withMessageContaining("none.tar: is no file");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> unpack(tar, folder.resolve("no/such/copy")))
        .withMessageContaining("is not a folder. Make it first");
  }
}
