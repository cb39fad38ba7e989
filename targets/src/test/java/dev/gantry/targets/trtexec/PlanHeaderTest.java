package dev.gantry.targets.trtexec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanHeaderTest {
  private static final int BYTES = 28;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"8,5,2", "10,3,0", "10,13,3", "11,4,1"})
  void an_engine_says_which_tensorrt_built_it(int major, int minor, int patch) throws IOException {
    assertThat(header(engine(major, minor, patch)))
        .contains(new PlanHeader(new TrtexecVersion(major, minor, patch)));
  }

  @Test
  void the_header_is_enough() throws IOException {
    byte[] whole = engine(10, 3, 0);
    assertThat(header(Arrays.copyOf(whole, BYTES))).isPresent();
    for (int length = 0; length < BYTES; length++) {
      assertThat(header(Arrays.copyOf(whole, length))).as("cut at %s", length).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "<!DOCTYPE html><html><body>Sign in, please</body></html>",
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
        "ftrt and then some other words that are long enough",
      })
  void another_file_is_no_engine(String text) throws IOException {
    assertThat(header(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void of_another_layout_or_a_version_that_cannot_be_nothing_is_believed() throws IOException {
    byte[] layout = engine(10, 3, 0);
    layout[4] = 1;
    assertThat(header(layout)).isEmpty();
    assertThat(header(engine(0, 3, 0))).isEmpty();
    assertThat(header(engine(10, 200, 0))).isEmpty();
  }

  @Test
  void noise_behind_the_tag_throws_nothing() throws IOException {
    long seed = 20261129;
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      byte[] noise = engine(10, 3, 0);
      for (int at = 8; at < BYTES; at++) {
        noise[at] = (byte) random.nextInt();
      }
      boolean possible = noise[24] != 0 && (noise[25] & 0xff) <= 99;
      assertThat(header(noise).isPresent())
          .as("seed %s, round %s", seed, round)
          .isEqualTo(possible);
    }
  }

  @Test
  void a_file_that_is_not_there_is_told() {
    assertThatThrownBy(() -> PlanHeader.of(folder.resolve("gone.plan")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private Optional<PlanHeader> header(byte[] bytes) throws IOException {
    return PlanHeader.of(Files.write(folder.resolve("engine.plan"), bytes));
  }

  private static byte[] engine(int major, int minor, int patch) {
    byte[] bytes = new byte[200];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 0x74727466);
    bytes[24] = (byte) major;
    bytes[25] = (byte) minor;
    bytes[26] = (byte) patch;
    return bytes;
  }
}
