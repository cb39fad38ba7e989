package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.SshLink;
import dev.gantry.targets.link.command.CompletedCommand;
import dev.gantry.targets.probe.BoardProbe;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JetsonStandInTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "5.1,   5.1, 8.5.2,   tegra234, MAXN,       v8502",
    "6.2,   6.2, 10.3.0,  tegra234, MAXN_SUPER, v100300",
    "7.1,   7.1, 10.13.3, tegra264, MAXN,       v101303",
    "7.2.2, '',  11.4.1,  tegra234, MAXN,       v110401"
  })
  void a_board_says_what_it_stands_for(
      String jetpack, String told, String tensorrt, String soc, String mode, String banner)
      throws Exception {
    try (JetsonStandIn board = JetsonStandIn.start(folder, jetpack);
        SshLink link = SshLink.open(board.destination())) {
      BoardProbe probe = BoardProbe.of(link);
      assertThat(probe.fact("jetpack").orElse("")).isEqualTo(told);
      assertThat(probe.fact("tensorrt")).contains(tensorrt);
      assertThat(probe.fact("soc")).contains(soc);
      assertThat(probe.fact("power-mode")).contains(mode);
      assertThat(probe.fact("clocks")).contains("locked");
      assertThat(probe.fact("cores")).as("those of this computer").isPresent();
      assertThat(probe.fact("java.release")).as("that of this computer").isPresent();
      assertThat(said(link, probe, "--help")).contains(banner, "--help");
    }
  }

  @Test
  void a_fault_is_set_for_one_call() throws Exception {
    try (JetsonStandIn board = JetsonStandIn.start(folder, "6.2");
        SshLink link = SshLink.open(board.destination())) {
      BoardProbe probe = BoardProbe.of(link);
      board.fault("passed-exit-1 infer once");
      assertThat(said(link, probe, "--onnx=gone.onnx")).contains("Could not open file gone.onnx");
      assertThat(board.home().resolve("trtexec-fault")).as("not for a build").exists();
      assertThat(said(link, probe, "--loadEngine=gone.plan")).contains("FAILED");
      assertThat(board.home().resolve("trtexec-fault")).doesNotExist();
    }
  }

  private static String said(SshLink link, BoardProbe probe, String words) throws RigException {
    CompletedCommand done =
        link.run(
            probe.fact("trtexec").orElseThrow() + " " + words + " 2>&1", Duration.ofSeconds(60));
    return String.join("\n", done.lines());
  }
}
