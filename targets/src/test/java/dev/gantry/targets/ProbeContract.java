package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.probe.BoardProbe;
import org.junit.jupiter.api.Test;

/** What a board says of itself whatever SSH server it runs. */
abstract class ProbeContract extends BoardContract {
  @Test
  void a_board_says_what_it_is() throws RigException {
    BoardProbe probe = BoardProbe.of(link);
    assertThat(probe.fact("architecture"))
        .contains(System.getProperty("os.arch").replace("amd64", "x86_64"));
    assertThat(probe.fact("kernel")).isPresent();
    assertThat(probe.fact("cores")).get().asString().matches("[0-9]+");
    assertThat(probe.fact("module")).as("no device tree here, so nothing is guessed").isEmpty();
  }
}
