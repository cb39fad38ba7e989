package dev.gantry.targets;

import dev.gantry.dossier.RigException;
import dev.gantry.runner.program.StartRehearsal;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.command.BoardScript;
import dev.gantry.targets.link.command.CompletedCommand;
import java.time.Duration;

/**
 * The runner's classes as one Java of one board has read and checked them, in a file of the board's
 * store: starts with it are cheaper. A rehearsal on the board makes it, once for each runner and
 * Java, in a visit of so many starts that this pays; where it cannot be made, all goes on without.
 */
final class ClassArchive {
  /** A rehearsal costs about as much as this many starts save. */
  static final int PAYS_AFTER = 8;

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final BoardScript IDENTITY = script("identity.sh");
  private static final BoardScript FIND = IDENTITY.then(script("find.sh"));
  private static final BoardScript MAKE = IDENTITY.then(script("make.sh"));
  private static final BoardScript USE = script("use.sh");

  private final BoardSession session;
  private final String kit;
  private final String java;
  private final String flags;
  private boolean settled;
  private int starts;

  /**
   * @param kit the runner's folder, from ~/.gantry
   * @param java the command, seen from the folder of a job
   * @param flags with which jobs start it, the class path among them, as words of a shell
   */
  private ClassArchive(BoardSession session, String kit, String java, String flags) {
    this.session = session;
    this.kit = kit;
    this.java = java;
    this.flags = flags;
  }

  /** Lets jobs use what was made before for this Java, and no other. */
  static ClassArchive of(BoardSession session, String kit, String java, String flags)
      throws RigException {
    ClassArchive archive = new ClassArchive(session, kit, java, flags);
    CompletedCommand said =
        session.persist(
            "the look for ready classes", link -> link.run(FIND.with(kit, java), LIMIT));
    archive.settled = !said.ok() || said.lines().contains("ready");
    return archive;
  }

  /**
   * The first lines of a job that starts Java with {@code "${archive[@]}"} then. They are the same
   * whether it was made or not, so that a job is found again by them.
   */
  static String use(String folder) {
    return "kit=" + BoardScript.quote(folder) + "\n" + USE.text();
  }

  /** Called before each start; makes the archive when that pays. */
  void beforeStart() throws RigException {
    starts++;
    if (settled || starts <= PAYS_AFTER) {
      return;
    }
    settled = true;
    session.note("make later starts of the runner cheap");
    try {
      CompletedCommand made =
          session.persist(
              "the rehearsal of the runner",
              link -> link.run(MAKE.with(kit, java, flags, StartRehearsal.class.getName()), LIMIT));
      if (!made.ok()) {
        session.note("starts stay as they are: " + made.complaint());
      }
    } catch (LostLink e) {
      throw e;
    } catch (RigException e) {
      session.note("starts stay as they are: " + e.trouble().what());
    }
  }

  private static BoardScript script(String name) {
    return BoardScript.beside(ClassArchive.class, "classes/" + name);
  }
}
