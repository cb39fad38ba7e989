package dev.gantry.targets.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryScriptTest {
  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();
  private Path script = Path.of("");

  @BeforeEach
  void lay() throws Exception {
    script = Files.writeString(folder.resolve("telemetry.sh"), TelemetryScript.text());
  }

  @AfterEach
  void end() {
    started.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void it_watches_until_what_it_watches_ends() throws Exception {
    Process watched = start("sleep", "4");
    Process watching = watch(watched.pid(), "/usr/bin:/bin");

    List<String> lines = linesOf(watching);

    assertThat(watched.isAlive()).isFalse();
    assertThat(watching.exitValue()).isZero();
    assertThat(lines.get(0)).matches("begin [0-9.]+ hertz=[0-9]+ every=1");
    assertThat(lines).filteredOn(line -> line.startsWith("at ")).hasSizeGreaterThanOrEqualTo(2);
    TelemetrySummary summary = new TelemetryLog(lines).summary();
    assertThat(summary.facts())
        .containsKeys(
            "telemetry.seconds", "memory.peak-used-mib", "others.total-percent", "watching.percent")
        .doesNotContainKey("telemetry.unread-lines");
  }

  @Test
  void work_of_what_it_watches_is_not_the_work_of_others() throws Exception {
    Process watched =
        start(
            "sh",
            "-c",
            "read go; sh -c 'i=0; while [ $i -lt 2500000 ]; do i=$((i+1)); done'; sleep 2");
    Process watching = watch(watched.pid(), "/usr/bin:/bin");
    List<String> lines = new ArrayList<>();
    try (BufferedReader said = watching.inputReader(StandardCharsets.UTF_8)) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        lines.add(line);
        if (lines.stream().filter(one -> one.startsWith("at ")).count() == 1) {
          // Only now, however late the watcher was: what went before its first look is not told.
          watched.getOutputStream().close();
        }
      }
    }

    List<TelemetrySample> samples =
        new TelemetryLog(lines)
            .samples()
            .filter(sample -> sample.readings().containsKey("ours"))
            .toList();
    double ours =
        samples.get(samples.size() - 1).reading("ours").orElse(0)
            - samples.get(0).reading("ours").orElse(0);
    assertThat(ours).as("ticks of a loop that takes most of a second or more").isGreaterThan(20);
    assertThat(lines)
        .noneMatch(
            line -> line.startsWith("who ") && line.endsWith(" sh") && line.contains(" 100 "));
  }

  @Test
  void a_process_that_is_not_there_is_not_waited_for() throws Exception {
    Process watched = start("true");
    assertThat(watched.waitFor(60, TimeUnit.SECONDS)).isTrue();

    Process watching = watch(watched.pid(), "/usr/bin:/bin");

    assertThat(linesOf(watching)).isEmpty();
    assertThat(watching.exitValue()).isEqualTo(3);
  }

  @Test
  void lines_of_tegrastats_come_as_they_are_and_it_ends_with_the_rest() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path tegrastats =
        Files.writeString(
            bin.resolve("tegrastats"),
            "#!/bin/sh\n"
                + "echo $$ > '"
                + folder
                + "/pid'\n"
                + "while :; do echo \"RAM 10/20MB asked $*\"; sleep 0.5; done\n");
    Files.setPosixFilePermissions(tegrastats, PosixFilePermissions.fromString("rwxr-xr-x"));
    Process watched = start("sleep", "3");

    List<String> lines = linesOf(watch(watched.pid(), bin + ":/usr/bin:/bin"));

    assertThat(lines)
        .anyMatch(line -> line.matches("tegra [0-9.]+ RAM 10/20MB asked --interval 1000"))
        .anyMatch(line -> line.matches("at [0-9.]+ self=.*"));
    long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_tegrastats_that_does_not_work_is_done_without() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path tegrastats =
        Files.writeString(bin.resolve("tegrastats"), "#!/bin/sh\necho no device >&2\nexit 1\n");
    Files.setPosixFilePermissions(tegrastats, PosixFilePermissions.fromString("rwxr-xr-x"));
    Process watched = start("sleep", "3");

    List<String> lines = linesOf(watch(watched.pid(), bin + ":/usr/bin:/bin"));

    assertThat(lines).anyMatch(line -> line.startsWith("at ") && line.contains("memory-free="));
  }

  private Process watch(long pid, String path) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("sh", script.toString(), String.valueOf(pid))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("PATH", path);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private Process start(String... command) throws Exception {
    Process process = new ProcessBuilder(command).start();
    started.add(process);
    return process;
  }

  private static List<String> linesOf(Process process) throws Exception {
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return lines;
  }
}
