package dev.gantry.runner.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.runner.BackendException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries that are looked for in folders made here: none of them is ever loaded. */
class NvidiaLibrariesTest {
  @TempDir Path folder;

  private NvidiaLibraries libraries() {
    LibraryFolders here = new LibraryFolders(List.of(folder));
    return new NvidiaLibraries(here, here, CpuArchitecture.X86_64);
  }

  private Path library(String name, int machine, long segmentBytes, int fileBytes)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(fileBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
    bytes.putShort(18, (short) machine).putLong(32, 64).putShort(56, (short) 1);
    bytes.putLong(64 + 8, 0).putLong(64 + 32, segmentBytes);
    return Files.write(folder.resolve(name), bytes.array());
  }

  private void assertRefused(String... words) {
    assertThatThrownBy(() -> libraries().loadInference())
        .isInstanceOf(BackendException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void a_missing_library_is_told_with_the_folders_that_were_searched() {
    assertRefused("TensorRT 10 (libnvinfer.so.10) is not in", folder.toString(), "DIR");
  }

  @Test
  void another_version_that_is_there_is_named() throws IOException {
    Files.createFile(folder.resolve("libnvinfer.so.8"));
    assertRefused("but another version is: libnvinfer.so.8", "backend trtexec");
  }

  @Test
  void a_library_for_another_processor_is_told() throws IOException {
    library("libnvinfer.so.10", 183, 200, 200);
    assertRefused("libnvinfer.so.10 is for arm64, this machine is x86-64");
  }

  @Test
  void a_library_that_is_cut_short_is_told() throws IOException {
    library("libnvinfer.so.10", 62, 5_000, 200);
    assertRefused("libnvinfer.so.10 is cut short: it has 200 of 5000 bytes");
  }

  @Test
  void what_is_no_library_at_all_is_told() throws IOException {
    Files.writeString(folder.resolve("libnvinfer.so.10"), "x".repeat(100));
    assertRefused("libnvinfer.so.10 is no 64-bit library of Linux");
  }

  @Test
  void a_machine_without_a_driver_has_no_gpu() {
    assertThatThrownBy(() -> libraries().loadCuda())
        .hasMessageContainingAll("no GPU on this machine", "libcuda.so.1", folder.toString());
  }

  @Test
  void the_java_that_runs_this_is_whole() throws IOException {
    Path real = Path.of(System.getProperty("java.home"), "lib", "server", "libjvm.so");
    assertThat(new SharedObject(real).complaint(CpuArchitecture.ofThisProcess())).isEmpty();
  }

  @Test
  void folders_that_are_named_come_before_those_of_the_system() {
    Properties properties = new Properties();
    properties.setProperty(LibraryFolders.PROPERTY, "/named");
    Map<String, String> environment =
        Map.of(LibraryFolders.VARIABLE, "/lent", "LD_LIBRARY_PATH", "/one:/two");
    assertThat(LibraryFolders.of(properties, environment, CpuArchitecture.AARCH64).folders())
        .startsWith(Path.of("/named"), Path.of("/lent"), Path.of("/one"), Path.of("/two"))
        .contains(Path.of("/usr/lib/aarch64-linux-gnu"));
  }

  @Test
  void versions_older_than_the_runner_or_of_another_first_number_are_refused() throws Exception {
    TensorrtLibraryVersion.ofNumber(101_602).requireFit("");
    TensorrtLibraryVersion.ofNumber(101_501).requireFit("");
    for (int number : new int[] {100_300, 101_303, 110_100}) {
      assertThatThrownBy(() -> TensorrtLibraryVersion.ofNumber(number).requireFit("10.13.2"))
          .hasMessageContaining("this machine has TensorRT");
    }
  }

  @Test
  void an_older_version_with_which_the_self_test_passed_is_taken_and_no_other() throws Exception {
    TensorrtLibraryVersion.ofNumber(101_303).requireFit("10.13.3");
    TensorrtLibraryVersion.ofNumber(101_303).requireKin();
    assertThatThrownBy(() -> TensorrtLibraryVersion.ofNumber(110_100).requireKin())
        .hasMessageContaining("later ones that begin with 10");
    assertThatThrownBy(() -> TensorrtLibraryVersion.ofNumber(110_100).requireFit("11.1.0"))
        .hasMessageContaining("backend trtexec");
  }
}
