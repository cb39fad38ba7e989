package dev.gantry.targets.probe;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.command.BoardScript;
import dev.gantry.targets.link.command.CommandShell;
import dev.gantry.targets.link.command.CompletedCommand;
import java.time.Duration;
import java.util.List;

/** A script that asks a board for facts, in one round trip. */
public final class ProbeQuestion {
  /** A script that ran to its end says so; a fact has a sign in it. */
  private static final String END = "end of answers";

  private final BoardScript script;
  private final Duration limit;

  public ProbeQuestion(BoardScript script, Duration limit) {
    this.script =
        BoardScript.beside(ProbeQuestion.class, "common.sh")
            .then(script)
            .then(new BoardScript("echo " + END));
    this.limit = limit;
  }

  public ProbeAnswers ask(CommandShell shell, String... words) throws RigException {
    CompletedCommand said = shell.run(script.posix(words), limit);
    List<String> lines = said.lines();
    int last = lines.lastIndexOf(END);
    if (last < 0) {
      throw RackTrouble.at(
          shell.board(),
          "the board stopped in the middle of a probe (status "
              + said.status()
              + ", "
              + lines.size()
              + " lines): "
              + new CompletedCommand(said.status(), List.of(), said.errors()).complaint(),
          "the login needs a POSIX shell, and sed, tr, head and cut");
    }
    return ProbeAnswers.read(lines.subList(0, last), said.greeting());
  }
}
