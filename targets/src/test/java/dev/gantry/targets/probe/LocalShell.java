package dev.gantry.targets.probe;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.command.CommandShell;
import dev.gantry.targets.link.command.CompletedCommand;
import dev.gantry.targets.link.command.OutputMarker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Commands on this computer, behind a login that prints what the test wants before them. */
public record LocalShell(String login) implements CommandShell {
  @Override
  public String board() {
    return "here";
  }

  @Override
  public CompletedCommand run(String command, Duration limit) throws RigException {
    OutputMarker word = OutputMarker.fresh();
    try {
      Process process =
          new ProcessBuilder("/bin/sh", "-c", login + "\n" + word.before(command))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      OutputMarker.Greeting greeting = word.pass(process.getInputStream());
      List<String> lines =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      return new CompletedCommand(process.waitFor(), lines, "", greeting.lines());
    } catch (IOException e) {
      throw RackTrouble.at(board(), "no shell", "look", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
