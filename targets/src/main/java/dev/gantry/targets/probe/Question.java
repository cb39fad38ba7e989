package dev.gantry.targets.probe;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.Completed;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.Script;
import dev.gantry.targets.link.Shell;
import java.time.Duration;
import java.util.List;

/** A script that asks a board for facts, in one round trip. */
public final class Question {
  /** A script that ran to its end says so; a fact has a sign in it. */
  private static final String END = "end of answers";

  private final Script script;
  private final Duration limit;

  public Question(Script script, Duration limit) {
    this.script =
        Script.beside(Question.class, "common.sh").then(script).then(new Script("echo " + END));
    this.limit = limit;
  }

  public Answers ask(Shell shell, String... words) throws RigException {
    Completed said = shell.run(script.posix(words), limit);
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
              + new Completed(said.status(), List.of(), said.errors()).complaint(),
          "the login needs a POSIX shell, and sed, tr, head and cut");
    }
    return Answers.read(lines.subList(0, last), said.greeting());
  }
}
