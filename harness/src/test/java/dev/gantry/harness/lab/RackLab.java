package dev.gantry.harness.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Stand-in boards in network namespaces: real sshd, real cables, by the script beside targets. */
final class RackLab implements AutoCloseable {
  private static final Path SCRIPT =
      Path.of("..", "targets", "src", "test", "lab", "rack-lab").toAbsolutePath().normalize();
  private static final int IMPOSSIBLE = 77;

  private final Path folder;

  private RackLab(Path folder) {
    this.folder = folder;
  }

  /** Empty words where it stands; otherwise why it cannot stand on this computer. */
  static String obstacle(Path folder) throws IOException {
    Ended ended = script(folder, "up", "1");
    script(folder, "down");
    return ended.status == 0
        ? ""
        : ended.status == IMPOSSIBLE ? ended.said : "rack-lab: " + ended.said;
  }

  static RackLab up(Path folder, int boards) throws IOException {
    RackLab lab = new RackLab(folder);
    lab.act("up", String.valueOf(boards));
    return lab;
  }

  LabBoard board(int number) {
    return new LabBoard(this, number, folder.resolve("board-" + number));
  }

  Path folder() {
    return folder;
  }

  String act(String verb, String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(verb));
    all.addAll(List.of(words));
    Ended ended = script(folder, all.toArray(String[]::new));
    if (ended.status != 0) {
      throw new IOException("rack-lab " + all + " ended with " + ended.status + ": " + ended.said);
    }
    return ended.said;
  }

  @Override
  public void close() throws IOException {
    act("down");
  }

  private record Ended(int status, String said) {}

  private static Ended script(Path folder, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString(), words[0]));
    command.add(folder.toString());
    command.addAll(List.of(words).subList(1, words.length));
    Path log = Files.createTempFile("rack-lab", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("rack-lab " + words[0] + " did not end within 120 s");
      }
      return new Ended(process.exitValue(), Files.readString(log).strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.deleteIfExists(log);
    }
  }
}
