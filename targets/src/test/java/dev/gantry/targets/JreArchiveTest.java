package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of Java runtimes, as they are offered and as they should not be. */
class JreArchiveTest {
  private static final String RELEASE = "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"17.0.9\"\n";

  @TempDir Path folder;

  private static byte[] program(int machine) {
    byte[] header = new byte[64];
    header[0] = 0x7f;
    header[1] = 'E';
    header[2] = 'L';
    header[3] = 'F';
    header[4] = 2;
    header[5] = 1;
    header[18] = (byte) machine;
    return header;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] archive(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("jre.tar.gz"), bytes);
  }

  private Path file(String first, byte[] one, String second, byte[] two) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(first, one);
    files.put(second, two);
    return file(archive(files));
  }

  private void refused(Path file, String words) {
    assertThatThrownBy(() -> JreArchive.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(words);
  }

  @Test
  void an_archive_says_for_which_machine_it_is_and_where_its_program_lies() throws Exception {
    assertThat(
            JreArchive.read(
                file("jdk-17/bin/java", program(183), "jdk-17/release", bytes(RELEASE))))
        .isEqualTo(new JreArchive("aarch64", 17, "jdk-17/"));
    assertThat(JreArchive.read(file("./release", bytes(RELEASE), "./bin/java", program(62))))
        .isEqualTo(new JreArchive("x86_64", 17, ""));
    assertThat(
            JreArchive.read(
                file("j/release", bytes("JAVA_VERSION=\"1.8.0_392\""), "j/bin/java", program(40))))
        .isEqualTo(new JreArchive("machine 40", 1, "j/"));
  }

  @Test
  void what_is_no_java_is_refused_with_the_reason() throws Exception {
    refused(file(new byte[0]), "ends early");
    refused(file(bytes("no archive at all, but long enough to be looked at")), "is no .tar.gz");
    refused(file("j/README", bytes("x"), "j/release", bytes(RELEASE)), "holds no program bin/java");
    refused(file("j/bin/java", program(62), "j/lib/x", bytes("x")), "holds no file 'release'");
    refused(
        file("j/bin/java", program(62), "j/release", bytes("nothing")), "holds no file 'release'");
    refused(
        file("j/bin/java", bytes("#!/bin/sh\nexec java"), "j/release", bytes(RELEASE)),
        "no Linux program");
    refused(file("j/bin/java", new byte[5], "j/release", bytes(RELEASE)), "no Linux program");
  }

  @Test
  void an_archive_that_is_cut_short_is_refused() throws Exception {
    byte[] whole = archive(Map.of("j/bin/java", program(62), "j/release", bytes(RELEASE)));
    for (int length : new int[] {1, 9, 30, whole.length / 2}) {
      Path cut = file(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> JreArchive.read(cut)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_boards_own_java_is_enough_from_17_on() {
    assertThat(BoardJava.enough("openjdk version 17.0.9 2023-10-17")).isTrue();
    assertThat(BoardJava.enough("openjdk version \"21\" 2023-09-19")).isTrue();
    assertThat(BoardJava.enough("java version 1.8.0_392")).isFalse();
    assertThat(BoardJava.enough("openjdk version 11.0.21 2023-10-17")).isFalse();
    assertThat(BoardJava.enough("sh: 1: java: not found")).isFalse();
    assertThat(BoardJava.enough("")).isFalse();
  }
}
