package dev.gantry.targets;

import java.nio.file.Path;

/** Jobs outlive their links behind a real sshd. */
class ReattachOverSshdTest extends ReattachContract {
  @Override
  BoardServer start(Path folder) throws Exception {
    Sshd.requireHere();
    return BoardServer.sshd(folder);
  }
}
