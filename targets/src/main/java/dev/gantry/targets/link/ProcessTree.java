package dev.gantry.targets.link;

import java.util.List;

/** Ends a process of this computer with all that it started. */
public final class ProcessTree {
  private ProcessTree() {}

  /**
   * Kills from the top down: a shell whose child dies first goes on to its next command, which may
   * be the very one that was not to happen any more.
   */
  public static void end(ProcessHandle process) {
    List<ProcessHandle> children = process.children().toList();
    process.destroyForcibly();
    children.forEach(ProcessTree::end);
  }
}
