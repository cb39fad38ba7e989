package dev.gantry.golden.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzFileTest {
  @TempDir Path folder;

  private Path file(byte[] bytes) {
    try {
      return Files.write(folder.resolve("arrays.npz"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] zip(boolean deflated, String name, byte[] content) {
    return zip(deflated, List.of(name), content);
  }

  private static byte[] zip(boolean deflated, List<String> names, byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(deflated ? ZipEntry.DEFLATED : ZipEntry.STORED);
        CRC32 sum = new CRC32();
        sum.update(content);
        entry.setCrc(sum.getValue());
        entry.setSize(content.length);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void assertRefused(byte[] bytes, String words) {
    assertThatIOException()
        .isThrownBy(() -> NpzFile.open(file(bytes)).tensor("a"))
        .withMessageContaining(words);
  }

  private static int find(byte[] bytes, int... pattern) {
    for (int at = bytes.length - pattern.length; at >= 0; at--) {
      int same = 0;
      while (same < pattern.length && bytes[at + same] == (byte) pattern[same]) {
        same++;
      }
      if (same == pattern.length) {
        return at;
      }
    }
    throw new AssertionError("no such bytes");
  }

  /** The place of a field in the directory entry of the last file. */
  private static int directory(byte[] zip, int field) {
    return find(zip, 'P', 'K', 1, 2) + field;
  }

  @Test
  void arrays_stored_and_deflated_are_read_by_name_with_and_without_npy() throws Exception {
    Tensor tensor = Samples.tensor("a", ElementType.INT32, List.of(2L, 3L), new Random(31));
    NpyWriter.write(folder.resolve("a.npy"), tensor);
    byte[] npy = Files.readAllBytes(folder.resolve("a.npy"));
    for (boolean deflated : new boolean[] {true, false}) {
      NpzFile arrays = NpzFile.open(file(zip(deflated, List.of("b/c.npy", "a.npy"), npy)));
      assertThat(arrays.names()).containsExactly("a", "b/c");
      assertThat(arrays.tensor("a")).isEqualTo(tensor);
      assertThat(arrays.tensor("a.npy")).isEqualTo(tensor);
      assertThat(arrays.tensor("b/c").data()).isEqualTo(tensor.data());
    }
  }

  @Test
  void a_missing_name_is_told_with_those_that_are_there() throws Exception {
    byte[] npy = Samples.npy("<f4", "(2,)", 8);
    NpzFile arrays = NpzFile.open(file(zip(true, List.of("b.npy", "c.npy"), npy)));
    assertThatIOException()
        .isThrownBy(() -> arrays.tensor("a"))
        .withMessageContaining("holds no array 'a'; there are [b, c]");
  }

  @Test
  void names_that_lead_elsewhere_are_names_only() throws Exception {
    byte[] npy = Samples.npy("<f4", "(2,)", 8);
    NpzFile arrays = NpzFile.open(file(zip(true, "../../a.npy", npy)));
    assertThat(arrays.tensor("../../a").floats()).containsExactly(0, 0);
    assertThat(folder.getParent().resolve("a.npy")).doesNotExist();
  }

  @Test
  void one_name_twice_is_refused() {
    byte[] npy = Samples.npy("<f4", "(2,)", 8);
    assertRefused(zip(true, List.of("a.npy", "a"), npy), "holds 'a' twice");
    byte[] zip = zip(false, List.of("a.npy", "b.npy"), npy);
    zip[directory(zip, 46)] = 'a';
    assertRefused(zip, "holds 'a' twice");
  }

  @Test
  void a_bomb_is_refused_by_its_claim() {
    byte[] npy = Samples.npy("<f4", "(2,)", 8);
    byte[] zip = zip(true, "a.npy", npy);
    zip[directory(zip, 24) + 3] = 0x40;
    assertRefused(zip, "it is a zip bomb");
  }

  @Test
  void a_true_bomb_is_refused_for_want_of_memory() throws Exception {
    long size = 1100L << 20;
    Path file = folder.resolve("bomb.npz");
    byte[] header = Samples.npy("|u1", "(" + size + ",)", 0);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setLevel(1);
      zip.putNextEntry(new ZipEntry("a.npy"));
      zip.write(header);
      byte[] zeros = new byte[1 << 20];
      for (int mib = 0; mib < 1100; mib++) {
        zip.write(zeros);
      }
    }
    assertThatIOException()
        .isThrownBy(() -> NpzFile.open(file).tensor("a"))
        .withMessageContaining("entry 'a' needs 1.1 GiB, and this process may use");
  }

  @Test
  void an_entry_that_is_longer_or_shorter_than_it_claims_is_refused() {
    byte[] npy = Samples.npy("<f4", "(2,)", 8);
    byte[] more = zip(true, "a.npy", npy);
    more[directory(more, 24)]++;
    assertRefused(more, "bytes where its shape [2] of float32 needs");
    byte[] longer = zip(true, "a.npy", Arrays.copyOf(npy, npy.length + 4));
    longer[directory(longer, 24)] = (byte) npy.length;
    assertRefused(longer, "entry 'a' ");
  }

  @Test
  void one_changed_bit_in_the_numbers_is_noticed() {
    byte[] npy = Samples.npy("<f4", "(2,)", 8);
    byte[] zip = zip(false, "a.npy", npy);
    zip[find(zip, 'P', 'K', 1, 2) - 3] ^= 1;
    assertRefused(zip, "its checksum does not match");
  }

  @Test
  void encrypted_and_unknown_methods_are_refused() {
    byte[] npy = Samples.npy("<f4", "(2,)", 8);
    byte[] encrypted = zip(true, "a.npy", npy);
    encrypted[directory(encrypted, 8)] |= 1;
    assertRefused(encrypted, "is encrypted: save it without a password");
    byte[] unknown = zip(true, "a.npy", npy);
    unknown[directory(unknown, 10)] = 93;
    assertRefused(unknown, "zip archive");
  }

  @Test
  void arrays_that_npy_refuses_are_refused_here_too() {
    assertRefused(zip(true, "a.npy", Samples.npy("<U5", "(2,)", 40)), "entry 'a' holds strings");
    assertRefused(zip(true, "a.npy", new byte[0]), "it is empty");
    assertRefused(zip(true, "a.npy", new byte[] {1, 2, 3}), "is not an .npy file");
  }

  @Test
  void what_is_no_zip_or_was_cut_is_refused() {
    byte[] zip = zip(true, "a.npy", Samples.npy("<f4", "(2,)", 8));
    for (int length = 0; length < zip.length; length++) {
      byte[] cut = Arrays.copyOf(zip, length);
      assertThatIOException().isThrownBy(() -> NpzFile.open(file(cut)).tensor("a"));
    }
    assertRefused("some text".getBytes(StandardCharsets.UTF_8), "is not an .npz file, it is text");
    assertRefused(Samples.npy("<f4", "(2,)", 8), "it is a NumPy array: name it .npy");
  }
}
