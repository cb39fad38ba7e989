package dev.gantry.targets.probe;

import dev.gantry.dossier.RigException;
import dev.gantry.files.FileTrees;
import dev.gantry.targets.link.ProcessTree;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.command.CommandShell;
import dev.gantry.targets.link.command.CompletedCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A board of which only a recording is left: its files and what its tools said, laid out in a
 * folder of its own. Nothing of this computer is seen in it but a handful of text tools.
 */
public final class RecordedBoard implements CommandShell, AutoCloseable {
  private final String name;
  private final Path place;

  private RecordedBoard(String name, Path place) {
    this.name = name;
    this.place = place;
  }

  public static RecordedBoard open(Path folder) throws IOException {
    Path place = Files.createTempDirectory("gantry-recorded-");
    RecordedBoard board = new RecordedBoard(String.valueOf(folder.getFileName()), place);
    try {
      new BoardRecording(folder).layOut(board.root(), place.resolve("text-tools"));
      return board;
    } catch (IOException | RuntimeException e) {
      board.close();
      throw e;
    }
  }

  @Override
  public String board() {
    return name;
  }

  /** The recorded board's own root folder. */
  public Path root() {
    return place.resolve("root");
  }

  @Override
  public CompletedCommand run(String command, Duration limit) throws RigException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command);
    builder.environment().clear();
    builder.environment().put("GANTRY_ROOT", root().toString());
    builder
        .environment()
        .put("PATH", root().resolve("usr/bin") + ":" + place.resolve("text-tools"));
    builder.environment().put("HOME", root().resolve("home").toString());
    builder.directory(root().resolve("home").toFile());
    Path output = place.resolve("output");
    Path errors = place.resolve("errors");
    builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        ProcessTree.end(process.toHandle());
        throw RackTrouble.at(
            name,
            "a command did not end within " + limit.toSeconds() + " s",
            "look at the tools of the recording");
      }
      return new CompletedCommand(
          process.exitValue(), lines(output), String.join("\n", lines(errors)));
    } catch (IOException e) {
      throw RackTrouble.at(
          name, "the recording cannot be read: " + e.getMessage(), "record it again", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RackTrouble.at(name, "interrupted", "try again", e);
    }
  }

  /** As a link reads a board: whatever bytes there are, and not without end. */
  private static List<String> lines(Path file) throws IOException {
    try (var stream = Files.newInputStream(file)) {
      String text = new String(stream.readNBytes(1 << 22), StandardCharsets.UTF_8);
      return text.lines().toList();
    }
  }

  @Override
  public void close() {
    try {
      FileTrees.delete(place);
    } catch (IOException e) {
      // A temporary folder of the system: it is cleaned there.
    }
  }
}
