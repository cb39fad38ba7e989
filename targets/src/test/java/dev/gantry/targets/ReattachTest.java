package dev.gantry.targets;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** Jobs outlive their links on the embedded board and on a real sshd. */
class ReattachTest {
  @Nested
  class Embedded extends ReattachContract {}

  @Nested
  class RealSshd extends ReattachContract {
    @Override
    BoardServer start(Path folder) throws Exception {
      Sshd.requireHere();
      return BoardServer.sshd(folder);
    }
  }
}
