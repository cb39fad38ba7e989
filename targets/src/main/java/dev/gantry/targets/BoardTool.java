package dev.gantry.targets;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.runner.wire.RunnerRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A program that answers requests on a board: the runner, or trtexec. */
interface BoardTool {
  /** What of it had to travel. */
  ByteCount pushed();

  /** Called before each errand: what pays over many of them may be done now. */
  default void beforeErrand() throws RigException {}

  /** The last command of a job's shell. */
  String command(Errand errand) throws RigException;

  /** The report in the words and files of a runner, whatever the tool left. */
  RunnerReport understood(Errand errand, Told told) throws RigException;

  /** Trouble as the tool itself explains it, where it does. */
  RigException explained(RigException trouble, List<String> log);

  /**
   * A request to a tool, with what it needs to answer it.
   *
   * @param answers what the engine gives, for a tool that does not tell it
   * @param samples the golden inputs as they lie on this computer
   */
  record Errand(RunnerRequest request, List<TensorSpec> answers, Optional<Path> samples) {
    public Errand {
      answers = List.copyOf(answers);
    }
  }

  /** A report, what was said beside it, and how files of the job come here. */
  record Told(RunnerReport report, List<String> log, Fetch fetch) {
    public Told {
      log = List.copyOf(log);
    }
  }

  /** Brings a file of the job to this computer, whole. */
  interface Fetch {
    Path file(String name) throws RigException;
  }
}
