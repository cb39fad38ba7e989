package dev.gantry.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import dev.gantry.inference.NativeLibraries;
import dev.gantry.inference.OrtProcess;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: a library is loaded once in each. */
@Timeout(120)
class NativeLibrariesTest {
  @TempDir Path folder;
  private Path kept;
  private Path temporary;
  private Path graph;

  @BeforeEach
  void folders() throws Exception {
    kept = folder.resolve("kept");
    temporary = Files.createDirectory(folder.resolve("tmp"));
    graph = SmallGraph.doubling(folder.resolve("graph.onnx"), 4);
  }

  /** Loads a graph, as the first thing that it does with ONNX Runtime, and tells its version. */
  static final class Starting {
    private Starting() {}

    public static void main(String[] words) throws Exception {
      LoadedEngine.asBuilt(Path.of(words[0]), 1, InferenceLimit.usual("m.onnx")).close();
      System.out.println(OrtProcess.version());
      // As a program ends that is killed: nothing of it is run any more.
      Runtime.getRuntime().halt(0);
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Djava.io.tmpdir=" + temporary,
            "-D" + NativeLibraries.FOLDER + "=" + kept,
            "-cp",
            ManagementFactory.getRuntimeMXBean().getClassPath()
                + File.pathSeparator
                + System.getProperty("surefire.test.class.path", ""),
            Starting.class.getName(),
            graph.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void assertStarts(Process process) throws Exception {
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
        .isEqualTo(OrtProcess.version());
    assertThat(process.waitFor()).isZero();
  }

  /** Every file with its key, which another file in its place would not have. */
  private Map<String, Object> files() throws IOException {
    Map<String, Object> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(kept)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file.getFileName().toString(), Files.getAttribute(file, "unix:ino"));
      }
    }
    return files;
  }

  private Path library() throws IOException {
    try (Stream<Path> all = Files.walk(kept)) {
      return all.filter(file -> file.endsWith("libonnxruntime4j_jni.so")).findFirst().orElseThrow();
    }
  }

  @Test
  void the_first_start_unpacks_and_no_start_leaves_anything_behind() throws Exception {
    assertStarts(start());
    Map<String, Object> first = files();
    assertThat(first).containsOnlyKeys("libonnxruntime.so", "libonnxruntime4j_jni.so");
    assertStarts(start());
    assertThat(files()).as("nothing is unpacked again").isEqualTo(first);
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void those_that_start_at_once_do_not_disturb_each_other() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      processes.add(start());
    }
    for (Process process : processes) {
      assertStarts(process);
    }
    assertThat(files()).containsOnlyKeys("libonnxruntime.so", "libonnxruntime4j_jni.so");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void a_damaged_library_is_unpacked_again() throws Exception {
    assertStarts(start());
    Path library = library();
    byte[] whole = Files.readAllBytes(library);
    byte[] damaged = whole.clone();
    damaged[damaged.length / 2] ^= 1;
    Files.write(library, damaged);
    assertStarts(start());
    assertThat(library).hasBinaryContent(whole);
    Files.write(library, new byte[0]);
    assertStarts(start());
    assertThat(library).hasBinaryContent(whole);
  }

  @Test
  void what_a_kill_left_half_unpacked_goes_and_what_may_be_at_work_stays() throws Exception {
    assertStarts(start());
    Path place = library().getParent();
    Path old = Files.createTempFile(place, "libonnxruntime.so", ".part");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    Path young = Files.createTempFile(place, "libonnxruntime.so", ".part");
    Files.delete(library());
    assertStarts(start());
    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void a_folder_that_cannot_be_used_is_done_without() throws Exception {
    Files.writeString(kept, "a file");
    assertStarts(start());
    assertThat(kept).hasContent("a file");
  }
}
