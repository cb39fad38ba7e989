package dev.gantry.golden.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.dossier.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HostileTarTest {
  @TempDir Path folder;

  private Path home() {
    return folder.resolve("home");
  }

  private Path tar(byte[] bytes) {
    try {
      Files.createDirectories(home());
      return Files.write(folder.resolve("set.tar"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void unpack(byte[] bytes) throws Exception {
    PackedSet.unpack(tar(bytes), home().resolve("set"), done -> {}, () -> false);
  }

  private void assertRefused(byte[] bytes, String words) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> unpack(bytes))
        .withMessageContaining("set.tar: ")
        .withMessageContaining(words);
    assertThat(home()).as("nothing is left of it").isEmptyDirectory();
  }

  private void assertNameRefused(String name, String words) {
    byte[] archive = TarBytes.start().file("good", "x").pax("path=" + name).file("x", "y").end();
    assertRefused(archive, words);
  }

  private static TarBytes one() {
    return TarBytes.start().file("a", "hello");
  }

  @Test
  void plain_archives_of_other_programs_are_unpacked() throws Exception {
    unpack(
        TarBytes.start()
            .entry('g', "pax_global_header", "17 comment=a b c\n".getBytes(StandardCharsets.UTF_8))
            .entry('5', "./", new byte[0])
            .entry('5', "./images/", new byte[0])
            .file("./images/a", "hello")
            .entry('L', "././@LongLink", "images/long name\0".getBytes(StandardCharsets.UTF_8))
            .file("images/lo", "again")
            .entry('7', "contiguous", new byte[3])
            .end());
    Path set = home().resolve("set");
    assertThat(set.resolve("images/a")).hasContent("hello");
    assertThat(set.resolve("images/long name")).hasContent("again");
    assertThat(set.resolve("contiguous")).hasSize(3);
    assertThat(Files.isExecutable(set.resolve("images/a"))).isFalse();
  }

  @Test
  void names_that_lead_elsewhere_are_refused_by_name() {
    assertNameRefused("../evil", "entry '../evil': its name leads elsewhere");
    assertNameRefused("a/../../evil", "entry 'a/../../evil': its name leads elsewhere");
    assertNameRefused("a/./b", "leads elsewhere");
    assertNameRefused("a//b", "leads elsewhere");
    assertNameRefused("..", "leads elsewhere");
    assertNameRefused("./../evil", "leads elsewhere");
    assertNameRefused("a/", "leads elsewhere");
    assertNameRefused("/etc/passwd", "is not relative");
    assertNameRefused(".//etc/passwd", "is not relative");
    assertNameRefused("C:evil", "is not relative");
    assertNameRefused("..\\evil", "is not relative");
    assertNameRefused("a\0b", "has characters that do not print");
    assertNameRefused("a\u001b[2Jb", "has characters that do not print");
    assertNameRefused("", "its name is empty");
    assertRefused(TarBytes.start().file("../evil", "x").end(), "leads elsewhere");
    assertRefused(TarBytes.start().file("/evil", "x").end(), "entry '");
    assertRefused(
        TarBytes.start()
            .entry('L', "x", "../evil".getBytes(StandardCharsets.UTF_8))
            .file("x", "x")
            .end(),
        "leads elsewhere");
    assertThat(folder.resolve("evil")).doesNotExist();
  }

  @Test
  void names_that_no_file_system_takes_are_refused() {
    assertNameRefused("n".repeat(256), "has a part of more than 255 bytes");
    assertNameRefused("\u00e4".repeat(128), "is damaged");
    assertNameRefused("n/".repeat(2100) + "n", "has 4201 bytes, at most 4096");
    assertNameRefused("n/".repeat(100) + "n", "is more than 64 folders deep");
    byte[] latin = TarBytes.header('0', "", 0);
    latin[0] = (byte) 0xe4;
    assertRefused(TarBytes.start().raw(TarBytes.sealed(latin)).end(), "is not UTF-8");
  }

  @Test
  void what_is_no_file_is_refused_by_kind() {
    String[] words = {
      "1 is a hard link",
      "2 is a symbolic link",
      "3 is a device",
      "4 is a device",
      "6 is a pipe",
      "S is a sparse file",
      "K is a hard link",
      "V is of kind 86",
      "M is of kind 77"
    };
    for (String one : words) {
      byte[] archive = one().entry(one.charAt(0), "b", new byte[0]).end();
      assertRefused(archive, "entry 'b': " + one.substring(2));
    }
    for (String key : List.of("GNU.sparse.major=1", "GNU.sparse.map=0,1", "GNU.sparse.size=9")) {
      assertRefused(one().pax(key).file("b", "x").end(), "is a sparse file");
    }
    assertRefused(one().pax("linkpath=/etc/passwd").file("b", "x").end(), "is a link");
  }

  @Test
  void a_name_twice_is_refused_however_it_is_written() {
    assertRefused(one().file("a", "2").end(), "entry 'a': is there twice");
    assertRefused(one().file("./a", "2").end(), "is there twice");
    assertRefused(one().file("a/b", "2").end(), "once as a file and once as a folder");
    assertRefused(TarBytes.start().file("a/b", "2").file("a", "1").end(), "is there twice");
    assertRefused(one().entry('5', "a/", new byte[0]).end(), "is there twice");
    assertRefused(
        TarBytes.start().entry('5', "a", new byte[0]).file("a", "2").end(), "is there twice");
  }

  @Test
  void sizes_are_not_believed() {
    byte[] header = TarBytes.header('0', "b", 0x1_0000_0000L);
    assertRefused(one().raw(header).end(), "it claims 4294967296 bytes, and the archive has 1024");
    assertRefused(one().pax("size=999999999999").file("b", "x").end(), "it claims 999999999999");
    assertRefused(one().pax("size=-1").file("b", "x").end(), "claims a size that is no number");
    byte[] negative = TarBytes.header('0', "b", 0);
    Arrays.fill(negative, 124, 136, (byte) 0xff);
    assertRefused(one().raw(TarBytes.sealed(negative)).end(), "entry '");
    byte[] words = TarBytes.header('0', "b", 0);
    TarBytes.put(words, 124, 12, "not a number");
    assertRefused(one().raw(TarBytes.sealed(words)).end(), "damaged");
    byte[] endless = TarBytes.header('x', "PaxHeader/x", 1L << 32);
    assertRefused(one().raw(endless).end(), "has a header of 4294967296 bytes");
    byte[] large = new byte[70_000];
    assertRefused(one().entry('x', "p", large).end(), "has a header of 70000 bytes");
    assertRefused(one().entry('5', "d", new byte[9]).end(), "is a folder with 9 bytes of content");
  }

  @Test
  void damaged_extension_headers_are_refused() {
    for (String record :
        List.of(
            "x", "5", " path=a\n", "99 path=a\n", "8 path=a\n", "10 path=ab", "5 =a\n", "0 \n")) {
      byte[] content = record.getBytes(StandardCharsets.UTF_8);
      assertRefused(one().entry('x', "p", content).file("b", "x").end(), "pax header is damaged");
    }
    assertRefused(one().pax("path=b").end(), "ends behind a header that belongs to no file");
    assertRefused(one().pax("path=b").pax("path=c").file("d", "x").end(), "two headers");
  }

  @Test
  void an_archive_cut_anywhere_is_refused() {
    byte[] whole = one().file("b", "x").end();
    for (int length = 0; length < whole.length; length += 64) {
      assertRefused(Arrays.copyOf(whole, length), "");
    }
    assertRefused(one().unended(), "ends without the two empty blocks of a tar: it was cut off");
    assertRefused(Arrays.copyOf(whole, whole.length - 512), "it was cut off");
    assertRefused(Arrays.copyOf(one().unended(), 700), "it was cut off");
  }

  @Test
  void bytes_behind_the_end_are_refused_and_zeros_are_not() throws Exception {
    byte[] whole = one().end();
    byte[] more = Arrays.copyOf(whole, whole.length + 8192);
    more[more.length - 1] = 1;
    assertRefused(more, "has bytes behind its end");
    assertRefused(one().raw(new byte[512]).file("b", "x").end(), "an empty block in its middle");
    assertRefused(one().raw(whole).raw(new byte[1024]).raw(whole).end(), "");
    unpack(Arrays.copyOf(whole, whole.length + 8192));
  }

  @Test
  void a_header_that_was_changed_is_refused() {
    byte[] bytes = one().end();
    bytes[0] = 'b';
    assertRefused(bytes, "the checksum of a header behind it does not match");
  }

  @Test
  void compressed_archives_are_refused_with_the_cure() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(one().end());
    }
    assertRefused(
        zipped.toByteArray(),
        "is compressed with gzip; gunzip it first: a packed set is a plain tar");
    assertRefused(start(0xfd, '7', 'z', 'X', 'Z', 0), "is compressed with xz; unxz it first");
    assertRefused(start('B', 'Z', 'h', '9'), "is compressed with bzip2");
    assertRefused(start(0x28, 0xb5, 0x2f, 0xfd), "is compressed with zstd");
    assertRefused(start('P', 'K', 3, 4), "is compressed with zip");
    assertRefused(start('7', 'z', 0xbc, 0xaf), "is compressed with 7-Zip");
  }

  private static byte[] start(int... bytes) {
    byte[] start = new byte[2048];
    for (int index = 0; index < bytes.length; index++) {
      start[index] = (byte) bytes[index];
    }
    return start;
  }

  @Test
  void what_is_no_tar_is_told() {
    assertRefused(new byte[0], "is empty: nothing was packed");
    assertRefused(new byte[1024], "holds no files");
    assertRefused(new byte[100], "is not a tar");
    assertRefused("hello".repeat(500).getBytes(StandardCharsets.UTF_8), "is not a tar");
  }

  @Test
  void an_archive_of_more_than_a_million_entries_is_refused() throws Exception {
    Path tar = tar(new byte[0]);
    byte[] header = TarBytes.header('5', "./", 0);
    byte[] many = new byte[512 * 1000];
    for (int index = 0; index < 1000; index++) {
      System.arraycopy(header, 0, many, index * 512, 512);
    }
    try (var output = Files.newOutputStream(tar)) {
      for (int thousand = 0; thousand < 1001; thousand++) {
        output.write(many);
      }
      output.write(new byte[1024]);
    }
    assertThatThrownBy(() -> PackedSet.unpack(tar, home().resolve("set"), done -> {}, () -> false))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("has more than 1000000 entries");
  }

  @Test
  void an_archive_larger_than_the_disk_is_refused_before_it_fills_it() throws Exception {
    // Sparse: it claims more than the disk has left.
    Path tar = tar(new byte[0]);
    long size = 1L << 42;
    long times = Files.getFileStore(folder).getUsableSpace() / size + 1;
    assumeTrue(times < 3, "SKIPPED: the disk is very large");
    try (RandomAccessFile big = new RandomAccessFile(tar.toFile(), "rw")) {
      byte[] header = TarBytes.header('0', "big", 0);
      Arrays.fill(header, 124, 136, (byte) 0);
      header[124] = (byte) 0x80;
      for (int index = 0; index < 8; index++) {
        header[135 - index] = (byte) ((times * size) >> (8 * index));
      }
      big.write(TarBytes.sealed(header));
      big.setLength(512 + times * size + 1024);
    } catch (IOException e) {
      abort("SKIPPED: no file system for so large a file");
    }
    assertThatThrownBy(() -> PackedSet.unpack(tar, home().resolve("set"), done -> {}, () -> false))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("TiB");
  }

  @Test
  @Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
  void spoiled_archives_are_unpacked_inside_or_refused() throws Exception {
    long seed = 95;
    Random random = new Random(seed);
    byte[] good = TarBytes.start().file("a", "hello").pax("path=sub/b").file("b", "x").end();
    int refused = 0;
    for (int round = 0; round < 3_000; round++) {
      byte[] bad = good.clone();
      for (int times = 1 + random.nextInt(3); times > 0; times--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      int block = 512 * random.nextInt(bad.length / 512);
      byte[] header = Arrays.copyOfRange(bad, block, block + 512);
      if (random.nextInt(4) > 0 && header[0] != 0) {
        // A right checksum lets the change through to what looks at it.
        System.arraycopy(TarBytes.sealed(header), 0, bad, block, 512);
      }
      bad = random.nextInt(4) == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad;
      Path target = home().resolve("set" + round);
      try {
        PackedSet.unpack(tar(bad), target, done -> {}, () -> false);
      } catch (RefusedException e) {
        refused++;
        assertThat(target).doesNotExist();
      } catch (RuntimeException | IOException | Error e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
    assertThat(refused).isBetween(1_000, 2_999);
    try (Stream<Path> around = Files.list(folder)) {
      assertThat(around).containsExactlyInAnyOrder(home(), folder.resolve("set.tar"));
    }
  }
}
