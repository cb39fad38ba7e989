package dev.gantry.targets.job;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.command.BoardScript;
import dev.gantry.targets.link.command.CommandShell;
import dev.gantry.targets.link.command.CompletedCommand;
import java.time.Duration;

/** One piece of work in a folder of its own on a board. */
public record Job(JobFolder place) {
  private static final Duration QUICK = Duration.ofSeconds(30);
  private static final BoardScript LOOK = BoardScript.beside(Job.class, "look.sh");
  private static final BoardScript LAY = BoardScript.beside(Job.class, "lay.sh");
  private static final BoardScript RUN = BoardScript.beside(Job.class, "run.sh");
  private static final BoardScript END = BoardScript.beside(Job.class, "end.sh");
  private static final BoardScript FIND =
      LOOK.named("look").then(LAY.named("lay")).then(BoardScript.beside(Job.class, "find.sh"));
  private static final BoardScript ANEW =
      END.named("end").then(LAY.named("lay")).then(BoardScript.beside(Job.class, "anew.sh"));

  /** How {@link #FIND} ends where there is none and none can be laid out. */
  private static final int UNLAID = 74;

  /** How {@link #ANEW} ends where what ran before does not. */
  private static final int STILL_THERE = 75;

  public JobState look(CommandShell board) throws RigException {
    return told(board, board.run(LOOK.with(place.folder()), QUICK));
  }

  /** How it stands; where there is none of its name, it is laid out. */
  public JobState find(CommandShell board, JobOrder order) throws RigException {
    CompletedCommand said = board.run(FIND.with(words(order)), QUICK);
    if (said.status() == UNLAID) {
      throw unlaid(board, said);
    }
    return told(board, said);
  }

  private JobState told(CommandShell board, CompletedCommand said) throws RigException {
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
  public void lay(CommandShell board, JobOrder order) throws RigException {
    CompletedCommand laid = board.run(ANEW.with(words(order)), QUICK);
    if (laid.status() == STILL_THERE) {
      throw endless(board, laid);
    }
    if (!laid.ok()) {
      throw unlaid(board, laid);
    }
  }

  private String[] words(JobOrder order) {
    return new String[] {
      place.folder(),
      order.request(),
      order.command(),
      String.valueOf(order.limit().toSeconds()),
      RUN.text(),
      order.telemetry()
    };
  }

  private RigException unlaid(CommandShell board, CompletedCommand laid) {
    return RackTrouble.at(
        board.board(),
        "cannot lay out job " + place.folder() + ": " + laid.complaint(),
        "check rights and free space in ~/.gantry there");
  }

  private RigException endless(CommandShell board, CompletedCommand ended) {
    return RackTrouble.at(
        board.board(),
        "job " + place.folder() + " cannot be ended: " + ended.complaint(),
        "end them on the board, or start it anew");
  }

  /** Makes it unbelieved, so that it is done again: what it left is not what it wrote. */
  public void disown(CommandShell board) throws RigException {
    board.run("cd && rm -f " + place.file("status"), QUICK);
  }

  /** Asks its processes to end, and kills those that have not after 5 s. */
  public void end(CommandShell board) throws RigException {
    CompletedCommand ended = board.run(END.with(place.folder()), QUICK);
    if (!ended.ok()) {
      throw endless(board, ended);
    }
  }
}
