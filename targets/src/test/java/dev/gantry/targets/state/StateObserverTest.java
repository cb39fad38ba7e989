package dev.gantry.targets.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.targets.probe.Boards;
import dev.gantry.targets.probe.RecordedBoard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateObserverTest {
  @TempDir Path folder;

  @Test
  void a_slowed_board_is_seen_as_it_is() throws Exception {
    SortedMap<String, String> seen = recorded("orin-nx-jetpack-6");

    assertThat(seen)
        .containsEntry("jetpack", "6.1")
        .containsEntry("power-mode", "MAXN_SUPER")
        .containsEntry("clocks", "free")
        .containsEntry("fan.percent", "35")
        .containsEntry("temperature.max-celsius", "56.7")
        .containsEntry("temperature.zone", "tj-thermal")
        .containsEntry("throttling", "gpu-throttle-alert at 3")
        .containsEntry("throttling.count", "17")
        .containsEntry("others.total-percent", "0")
        .containsEntry("boot", "a3c0b7a1-2f43-4c9b-8d6e-5f2c9e1b0a02");
  }

  @Test
  void a_power_chip_that_always_says_100_degrees_is_not_the_hottest() throws Exception {
    assertThat(recorded("tx2-jetpack-4"))
        .containsEntry("temperature.max-celsius", "42.5")
        .containsKey("unknown.throttling");
  }

  @Test
  void a_bare_board_says_why_it_says_nothing() throws Exception {
    assertThat(recorded("bare"))
        .containsKeys(
            "unknown.jetpack",
            "unknown.power-mode",
            "unknown.clocks",
            "unknown.fan.percent",
            "unknown.temperature.max-celsius",
            "unknown.others.total-percent",
            "unknown.boot");
  }

  /** On a board whose second passes when the watch sleeps, so that nothing else can work there. */
  @Test
  void a_stranger_that_works_is_seen_and_our_own_work_is_not() throws Exception {
    Files.createDirectory(folder.resolve("bin"));
    Files.writeString(
        folder.resolve("files.txt"),
        String.join(
            "\n",
            "/proc/uptime:100.00 1.00",
            "/proc/stat:cpu 0 0 0 0 0 0 0 0",
            "/proc/100/comm:stranger",
            "/proc/100/cwd:/home/nvidia",
            "/proc/100/stat:" + process(100, "stranger", 0),
            "/proc/200/comm:java",
            "/proc/200/cwd:/home/nvidia/.gantry/jobs/one",
            "/proc/200/stat:" + process(200, "java", 0)));
    // The places of processes are files here, not links.
    tool("readlink", "IFS= read -r place < \"$1\" && echo \"$place\"");
    tool(
        "sleep",
        "cd \"$GANTRY_ROOT/proc\"; echo '101.00 2.00' > uptime;"
            + " echo 'cpu 130 0 0 0 0 0 0 0' > stat; echo '"
            + process(100, "stranger", 40)
            + "' > 100/stat; echo '"
            + process(200, "java", 90)
            + "' > 200/stat");

    try (RecordedBoard board = RecordedBoard.open(folder)) {
      assertThat(StateObserver.observe(board))
          .containsEntry("others.total-percent", "40")
          .containsEntry("others.busiest-percent", "40")
          .containsEntry("others.busiest", "stranger (100)");
    }
  }

  private void tool(String name, String script) throws Exception {
    Files.writeString(folder.resolve("bin").resolve(name), "#!/bin/sh\n" + script + "\n");
  }

  private static String process(int number, String name, int ticks) {
    return number + " (" + name + ") R 1 1 1 0 -1 0 0 0 0 0 " + ticks + " 0 0 0 20 0 1 0 500 0 0";
  }

  private static SortedMap<String, String> recorded(String name) throws Exception {
    try (RecordedBoard board = RecordedBoard.open(Boards.folder(name))) {
      return StateObserver.observe(board);
    }
  }
}
