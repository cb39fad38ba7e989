package dev.gantry.targets.job;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.Completed;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.Script;
import dev.gantry.targets.link.Shell;
import java.time.Duration;

/** One piece of work in a folder of its own on a board. */
public record Job(JobFolder place) {
  private static final Duration QUICK = Duration.ofSeconds(30);
  private static final Script LOOK = Script.beside(Job.class, "look.sh");
  private static final Script LAY = Script.beside(Job.class, "lay.sh");
  private static final Script RUN = Script.beside(Job.class, "run.sh");
  private static final Script END = Script.beside(Job.class, "end.sh");

  public JobState look(Shell board) throws RigException {
    Completed said = board.run(LOOK.with(place.folder()), QUICK);
    JobState state = JobState.read(said.lines());
    if (!said.ok() || state.bootNow().isEmpty()) {
      throw RackTrouble.at(
          board.board(),
          "the board does not say how job " + place.folder() + " stands: " + said.complaint(),
          "the board needs bash, coreutils and /proc");
    }
    return state;
  }

  /** Lays the job out; what ran or lay under its name before is ended and swept. */
  public void lay(Shell board, JobOrder order) throws RigException {
    end(board);
    Completed laid =
        board.run(
            LAY.with(
                place.folder(),
                order.request(),
                order.command(),
                String.valueOf(order.limit().toSeconds()),
                RUN.text(),
                order.telemetry()),
            QUICK);
    if (!laid.ok()) {
      throw RackTrouble.at(
          board.board(),
          "cannot lay out job " + place.folder() + ": " + laid.complaint(),
          "check rights and free space in ~/.gantry there");
    }
  }

  /** Makes it unbelieved, so that it is done again: what it left is not what it wrote. */
  public void disown(Shell board) throws RigException {
    board.run("cd && rm -f " + place.file("status"), QUICK);
  }

  /** Asks its processes to end, and kills those that have not after 5 s. */
  public void end(Shell board) throws RigException {
    Completed ended = board.run(END.with(place.folder()), QUICK);
    if (!ended.ok()) {
      throw RackTrouble.at(
          board.board(),
          "job " + place.folder() + " cannot be ended: " + ended.complaint(),
          "end them on the board, or start it anew");
    }
  }
}
