package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A board that has a Java with too little memory for it. */
class BrokenJavaTest extends VisitBench {
  @Override
  BoardServer start(Path folder) throws Exception {
    Sshd.requireHere();
    BoardServer server = BoardServer.sshd(folder);
    String path = Path.of(System.getProperty("java.home"), "bin") + ":$PATH";
    Files.writeString(
        server.home().resolve(".bashrc"), "export PATH=\"" + path + "\"\nulimit -v 1000000\n");
    return server;
  }

  @Test
  void what_java_says_is_told() {
    Trouble told = trouble(() -> visit().close());
    assertThat(told.blame()).isEqualTo(Blame.RACK);
    assertThat(told.what())
        .startsWith("the board's java does not start: ")
        .contains("Error occurred during initialization of VM");
    assertThat(told.remedy()).contains("ulimit", "jre:");
  }
}
