package dev.gantry.targets.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.command.BoardScript;
import dev.gantry.targets.link.command.CommandShell;
import dev.gantry.targets.link.command.CompletedCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoardProbeTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orin-nano-jetpack-6",
        "orin-nx-jetpack-6",
        "orin-nx-jetpack-5",
        "agx-orin-jetpack-5",
        "agx-thor-jetpack-7",
        "tx2-jetpack-4",
        "plain-x86",
        "bare"
      })
  void a_recorded_board_says_what_it_is_and_why_it_does_not_say_the_rest(String board)
      throws Exception {
    List<String> told = told(BoardProbe.recorded(Boards.folder(board)));
    System.out.println(board + "\n  " + String.join("\n  ", told));

    assertThat(told)
        .containsExactlyElementsOf(
            Files.readAllLines(Boards.folder(board).resolve("expected.txt")));
  }

  @Test
  void nothing_of_this_computer_shows_through_a_recording() throws Exception {
    Files.writeString(folder.resolve("files.txt"), "/etc/hostname:elsewhere\n");
    Files.createDirectory(folder.resolve("bin"));
    Files.writeString(folder.resolve("bin/uname"), "#!/bin/sh\n[ $1 = -m ] && echo pdp11\n");

    BoardProbe probe = BoardProbe.recorded(folder);

    assertThat(probe.facts().keySet())
        .filteredOn(key -> !key.startsWith("missing."))
        .containsExactly("architecture", "home.writable");
    assertThat(probe.absent())
        .containsKeys("kernel", "cores", "memory.kib", "disk.free-kib", "java", "boot", "clock");
    assertThat(probe.facts().toString()).doesNotContain(InetAddress.getLocalHost().getHostName());
  }

  @Test
  void every_path_in_the_scripts_can_be_put_under_a_recording() throws IOException {
    for (String script :
        List.of(
            "probe/common.sh",
            "probe/probe.sh",
            "state/state.sh",
            "state/set.sh",
            "telemetry/telemetry.sh")) {
      List<String> bare =
          BoardScript.beside(BoardProbe.class, "/dev/gantry/targets/" + script)
              .text()
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.replaceAll("\"[a-z/][^\"$]*\"$", ""))
              .map(line -> line.replaceAll("\\$R\"?/[^ \"]*", ""))
              .map(line -> line.replaceAll("\"[^\"$]* [^\"$]*\"", ""))
              .toList();
      assertThat(bare)
          .as(script)
          .isNotEmpty()
          .noneMatch(line -> line.matches(".*/(proc|sys|etc|usr|run|var|lib)/.*"));
    }
  }

  @Test
  void what_a_login_prints_is_no_fact_but_is_told() throws Exception {
    BoardProbe probe =
        BoardProbe.of(new LocalShell("echo Welcome to the bench; echo kernel=Plan9"));

    assertThat(probe.fact("kernel")).get().asString().startsWith("Linux");
    assertThat(probe.fact("login.noise")).contains("Welcome to the bench");
    assertThat(BoardProbe.of(new LocalShell("")).fact("login.noise")).isEmpty();
  }

  @Test
  void a_login_that_ends_early_is_trouble_and_not_a_board_without_facts() {
    assertThatThrownBy(() -> BoardProbe.of(new LocalShell("echo no shell for you; exit 3")))
        .isInstanceOf(RigException.class)
        .hasMessageContaining("stopped in the middle of a probe (status 3, 0 lines)");
    CommandShell cut =
        new CommandShell() {
          private final LocalShell whole = new LocalShell("");

          @Override
          public String board() {
            return whole.board();
          }

          @Override
          public CompletedCommand run(String command, Duration limit) throws RigException {
            List<String> lines = whole.run(command, limit).lines();
            return new CompletedCommand(0, lines.subList(0, lines.size() - 1), "");
          }
        };
    assertThatThrownBy(() -> BoardProbe.of(cut))
        .isInstanceOf(RigException.class)
        .hasMessageContaining("stopped in the middle of a probe");
  }

  @Test
  void a_java_that_does_not_start_is_told_from_one_that_is_not_there() throws Exception {
    Files.createDirectory(folder.resolve("bin"));
    Files.writeString(
        folder.resolve("bin/java"),
        """
        #!/bin/sh
        echo 'Error occurred during initialization of VM' >&2
        echo 'Could not reserve enough space for object heap' >&2
        exit 1
        """);

    BoardProbe probe = BoardProbe.recorded(folder);

    assertThat(probe.absent())
        .containsEntry(
            "java",
            "java does not start: Error occurred during initialization of VM"
                + " Could not reserve enough space for object heap");
    assertThat(probe.facts()).doesNotContainKey("missing.java");
  }

  @Test
  void odd_bytes_and_endless_text_stay_one_short_line() throws Exception {
    Files.createDirectory(folder.resolve("bin"));
    Files.writeString(folder.resolve("tools.txt"), "");
    Files.writeString(
        folder.resolve("bin/uname"),
        "#!/bin/sh\nprintf 'a\\377\\033[31mb\\nmodule=forged\\n'; i=0;"
            + " while [ $i -lt 2000 ]; do printf 0123456789012345678901234567890123456789;"
            + " i=$((i + 1)); done\n");
    Files.writeString(
        folder.resolve("files.txt"),
        "/proc/device-tree/model:"
            + "x".repeat(100_000)
            + "\n/etc/nv_tegra_release:# R99 \u0007\n");

    BoardProbe probe = BoardProbe.recorded(folder);

    assertThat(probe.fact("architecture")).get().asString().startsWith("a").endsWith("[31mb");
    assertThat(probe.fact("module")).get().asString().matches("x{1,4096}");
    assertThat(probe.absent().get("jetpack")).contains("names no release: # R99");
  }

  @Test
  void a_recording_cannot_write_outside_of_itself() throws Exception {
    Files.writeString(folder.resolve("files.txt"), "/../../escaped:x\n");

    assertThatThrownBy(() -> BoardProbe.recorded(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("outside of the board: /../../escaped");
  }

  private static List<String> told(BoardProbe probe) {
    List<String> lines = new ArrayList<>();
    probe.facts().forEach((key, value) -> lines.add(key + " = " + value));
    probe.absent().forEach((key, why) -> lines.add(key + " ! " + why));
    return lines;
  }
}
