package dev.gantry.targets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes of a board, told by where they stand. */
final class Standing {
  private Standing() {}

  static List<ProcessHandle> in(Path folder) {
    return ProcessHandle.allProcesses().filter(process -> stands(process, folder)).toList();
  }

  private static boolean stands(ProcessHandle process, Path folder) {
    try {
      // Also when the folder is swept already: then the link says so behind its name.
      Path cwd = Path.of("/proc", String.valueOf(process.pid()), "cwd");
      return Files.readSymbolicLink(cwd).toString().startsWith(folder.toString());
    } catch (IOException e) {
      return false;
    }
  }
}
