package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Trouble;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.targets.probe.BoardProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is made of a self-test; a script stands in for the runner, whose TensorRT needs a GPU. */
class BoardSelfTestTest extends VisitBench {
  private static final String PASSES =
      "fact tensorrt.version 10.13.3\nfact self-test passed\nend ok\n";

  private Path kit;
  private Path java;

  @BeforeEach
  void lay() throws IOException {
    kit = Files.createDirectories(board.home().resolve(".gantry/kit/someone"));
    Files.deleteIfExists(kit.resolve("self-test"));
    java = board.home().resolve("java");
    Files.deleteIfExists(board.home().resolve("asked"));
  }

  @Test
  void it_runs_once_for_a_board_and_its_answer_is_kept_there() throws Exception {
    runnerSays(PASSES, 0);

    InstalledKit proven = passed("10.13.3.9");
    InstalledKit again = passed("10.13.3.9");

    assertThat(proven.proven()).contains("10.13.3");
    assertThat(again).isEqualTo(proven);
    assertThat(
            proven.command(
                new BoardTool.Errand(
                    new RunnerRequest.SelfTest(Backend.TENSORRT), List.of(), Optional.empty())))
        .contains("'-Dgantry.tensorrt.self-tested=10.13.3'");
    assertThat(timesAsked()).isEqualTo(1);
  }

  @Test
  void another_tensorrt_is_tried_anew_and_so_is_one_that_nobody_can_name() throws Exception {
    runnerSays(PASSES, 0);
    passed("10.13.3.9");
    passed("10.14.1.0");
    assertThat(timesAsked()).isEqualTo(2);
    passed("");
    passed("");
    assertThat(timesAsked()).isEqualTo(4);
  }

  @Test
  void one_that_does_not_pass_is_trouble_of_the_toolchain_and_nothing_is_kept() throws Exception {
    runnerSays("trouble TOOLCHAIN the self-test computes wrongly\n", 3);

    Trouble told = trouble(() -> passed("10.13.3.9"));

    assertThat(told.blame()).isEqualTo(Blame.TOOLCHAIN);
    assertThat(told.what()).contains("the self-test computes wrongly");
    assertThat(kit.resolve("self-test")).doesNotExist();
    runnerSays(PASSES, 0);
    assertThat(passed("10.13.3.9").proven()).contains("10.13.3");
  }

  @Test
  void what_was_kept_torn_is_not_believed() throws Exception {
    runnerSays(PASSES, 0);
    passed("10.13.3.9");
    String whole = Files.readString(kit.resolve("self-test"));
    Files.writeString(kit.resolve("self-test"), whole.lines().findFirst().orElseThrow());

    passed("10.13.3.9");

    assertThat(timesAsked()).isEqualTo(2);
    assertThat(kit.resolve("self-test")).hasContent(whole);
  }

  /** Each on an errand of its own, as runs of a release are. */
  private InstalledKit passed(String tensorrt) throws Exception {
    InstalledKit laid =
        new InstalledKit(
            "../../kit/someone",
            List.of("runner.jar"),
            java.toString(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            ByteCount.ZERO);
    String errand = "errand-" + System.nanoTime();
    try (BoardSession session =
        BoardSession.open(BoardAccess.at(board.destination()), options(errand))) {
      session.hold(holder -> false);
      SortedMap<String, String> facts = new TreeMap<>();
      if (!tensorrt.isEmpty()) {
        facts.put("tensorrt", tensorrt);
      }
      BoardProbe probe = new BoardProbe(facts, new TreeMap<>());
      return new BoardSelfTest(session, probe).passed(laid);
    }
  }

  private void runnerSays(String lines, int status) throws IOException {
    Files.writeString(
        java,
        "#!/bin/sh\necho asked >> ~/asked\nprintf '%s' '" + lines + "'\nexit " + status + "\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
  }

  private int timesAsked() throws IOException {
    return Files.readAllLines(board.home().resolve("asked")).size();
  }
}
