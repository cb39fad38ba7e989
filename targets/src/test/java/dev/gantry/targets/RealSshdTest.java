package dev.gantry.targets;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

class RealSshdTest extends BoardContract {
  @Override
  BoardServer start(Path folder) throws Exception {
    assumeTrue(
        Files.isExecutable(BoardServer.SSHD),
        "SKIPPED: nothing is said about a real SSH server, there is no " + BoardServer.SSHD);
    return BoardServer.sshd(folder);
  }
}
