package dev.gantry.golden.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostilePicturesTest {
  private static final String SEED = "40271";

  @TempDir Path folder;

  @Test
  void a_damaged_picture_is_decoded_or_refused_without_a_crash_a_hang_or_a_word()
      throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dorg.bytedeco.javacpp.cachedir="
                    + System.getProperty("org.bytedeco.javacpp.cachedir"),
                "-cp",
                System.getProperty("java.class.path"),
                HostilePictures.class.getName(),
                SEED,
                "4000")
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("ends within two minutes, seed %s", SEED).isTrue();
    assertThat(Files.readString(err)).as("standard error, seed %s", SEED).isEmpty();
    assertThat(process.exitValue()).as("seed %s", SEED).isZero();
    assertThat(Files.readString(out)).containsPattern("^[1-9]\\d+ decoded, [1-9]\\d+ refused\n$");
  }
}
