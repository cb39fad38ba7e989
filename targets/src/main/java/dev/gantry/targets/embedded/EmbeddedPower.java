package dev.gantry.targets.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends the processes of an embedded board, as if its power were cut. Jobs outlive the link by which
 * they were begun, so that the end of the server alone would leave them behind. Several servers may
 * stand before one home, those of two runs or of a look at the rack: each ends what came through
 * it.
 *
 * @param mark what the environment of these processes holds, and of no others
 */
record EmbeddedPower(Path home, String mark) {
  private static final int ROUNDS = 100;

  /** Kills every such process that stands in the home, until none does; for two seconds at most. */
  void cut() {
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> left = running();
      if (left.isEmpty()) {
        return;
      }
      left.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private List<ProcessHandle> running() {
    long own = ProcessHandle.current().pid();
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != own && standsHere(process.pid()))
        .toList();
  }

  private boolean standsHere(long process) {
    Path about = Path.of("/proc", String.valueOf(process));
    try {
      return Files.readSymbolicLink(about.resolve("cwd")).startsWith(home)
          && Files.readString(about.resolve("environ"), StandardCharsets.ISO_8859_1).contains(mark);
    } catch (IOException e) {
      // Gone, or another user's: none of this board.
      return false;
    }
  }
}
