package dev.gantry.targets;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.Trouble;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.targets.job.BoardJobCleanup;
import dev.gantry.targets.job.Job;
import dev.gantry.targets.job.JobFolder;
import dev.gantry.targets.job.JobOrder;
import dev.gantry.targets.lease.LeaseHolder;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.SshDestination;
import dev.gantry.targets.link.command.CommandShell;
import dev.gantry.targets.link.command.CompletedCommand;
import dev.gantry.targets.probe.BoardFact;
import dev.gantry.targets.probe.BoardProbe;
import dev.gantry.targets.store.StoredFile;
import dev.gantry.targets.telemetry.TelemetryScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One stay on one board: lease, push, run, fetch, leave; a lost link is made anew on the way. */
public final class BoardVisit implements AutoCloseable {
  /** After which a job is ended even though nobody is there any more to see that it hangs. */
  private static final Duration LEAST_LIMIT = Duration.ofHours(2);

  private final BoardSession session;
  private final BoardProbe probe;
  private final FileTransfers transfers;
  private final BoardTool tool;
  private final Map<Digest, Path> brought = new HashMap<>();
  private final VisitFiles visitFiles;

  private BoardVisit(
      BoardSession session, BoardProbe probe, FileTransfers transfers, BoardTool tool) {
    this.session = session;
    this.probe = probe;
    this.transfers = transfers;
    this.tool = tool;
    this.visitFiles = new VisitFiles(session.board());
  }

  /**
   * Says who visits a board, on which errand, and how patiently. The visitor is told to those who
   * wait for the board. The errand is a plain name under which measurements are found again when a
   * killed harness resumes. Visitors wait so long for a held board, and so long for a lost one to
   * come back; they are told of progress, and may be stopped.
   */
  public record VisitOptions(
      String visitor,
      String errand,
      Duration patience,
      Duration reconnect,
      BooleanSupplier cancelled,
      Consumer<Progress> progress) {
    /** Long enough for a cable that is plugged in again, short enough that nobody wonders. */
    public static final Duration RECONNECT = Duration.ofSeconds(26);
  }

  public static BoardVisit begin(SshDestination destination, RunnerKit kit, VisitOptions options)
      throws RigException {
    return begin(BoardAccess.at(destination), kit, options);
  }

  public static BoardVisit begin(BoardAccess access, RunnerKit kit, VisitOptions options)
      throws RigException {
    options.progress().accept(Progress.note(Progress.Stage.VISIT, access.board(), "connect"));
    BoardSession session = BoardSession.open(access, options);
    try {
      BoardProbe probe = BoardProbe.of(session.link());
      probe.requireTools(access.board());
      session.hold(holder -> held(session, holder));
      session.requireGoing();
      new BoardJobCleanup(session.link()).sweep();
      FileTransfers transfers = new FileTransfers(session);
      return new BoardVisit(
          session, probe, transfers, tool(access, kit, session, probe, transfers));
    } catch (RigException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static BoardTool tool(
      BoardAccess access,
      RunnerKit kit,
      BoardSession session,
      BoardProbe probe,
      FileTransfers transfers)
      throws RigException {
    if (access.backend() == Backend.TRTEXEC) {
      return TrtexecTool.on(access, probe);
    }
    BoardJava java = BoardJava.on(access, probe, session, transfers);
    InstalledKit laid =
        InstalledKit.lay(
            session,
            transfers,
            kit.forBoard(access.board(), probe, access.backend()),
            java,
            access.tensorrt().flatMap(TensorrtSetup::place));
    return access.backend() == Backend.TENSORRT
        ? new BoardSelfTest(session, probe).passed(laid)
        : laid;
  }

  public String board() {
    return session.board();
  }

  public BoardProbe probe() {
    return probe;
  }

  /** What of the tool had to travel for this visit. */
  public ByteCount kitPushed() {
    return tool.pushed();
  }

  /** Brings the file to the board unless it is there; says how much travelled. */
  public ByteCount bring(String what, StoredFile storedFile) throws RigException {
    session.requireGoing();
    storedFile.file().ifPresent(file -> brought.put(storedFile.digest(), file));
    return transfers.bring(what, storedFile);
  }

  /** The path by which the runner finds what was brought. */
  public static String place(Digest digest) {
    return "../../store/" + digest.hex();
  }

  /** Of a runner, which tells what its engine answers. */
  public RunnerReport run(
      String name, RunnerRequest request, Duration expected, Consumer<String> log)
      throws RigException {
    return run(name, request, List.of(), expected, log);
  }

  /**
   * The same for a build, which may be as slow as people say.
   *
   * @param longest after which it is ended as stuck
   */
  public RunnerReport build(
      String name,
      RunnerRequest.Build request,
      Duration expected,
      Duration longest,
      Consumer<String> log)
      throws RigException {
    return run(name, request, List.of(), expected, longest, log);
  }

  /**
   * Has the board's tool answer a request to its explicit end; whatever else happens is trouble,
   * with its words. The work is found again by its name: what has ended already on this errand is
   * not run twice.
   *
   * @param answers what the engine gives, for a tool that does not tell it
   */
  public RunnerReport run(
      String name,
      RunnerRequest request,
      List<TensorSpec> answers,
      Duration expected,
      Consumer<String> log)
      throws RigException {
    return run(name, request, answers, expected, limit(expected), log);
  }

  private RunnerReport run(
      String name,
      RunnerRequest request,
      List<TensorSpec> answers,
      Duration expected,
      Duration limit,
      Consumer<String> log)
      throws RigException {
    session.requireGoing();
    tool.beforeErrand();
    BoardTool.Errand errand = new BoardTool.Errand(request, answers, samples(request));
    JobOrder order =
        new JobOrder(
            String.join(" ", request.words()), tool.command(errand), limit, TelemetryScript.text());
    LogTail heard = new LogTail(log);
    try {
      RunnerReport report =
          new JobRun(session, job(name), order, expected, during(request), heard).report();
      return tool.understood(
          errand, new BoardTool.Told(report, heard.lines(), file -> fetchAside(report, file)));
    } catch (LostLink e) {
      throw e;
    } catch (RigException e) {
      throw tool.explained(e, heard.lines());
    }
  }

  private Optional<Path> samples(RunnerRequest request) {
    return request instanceof RunnerRequest.Run run
        ? brought.entrySet().stream()
            .filter(entry -> place(entry.getKey()).equals(run.samples()))
            .map(Map.Entry::getValue)
            .findFirst()
        : Optional.empty();
  }

  /** To a place of its own on this computer, for as long as the visit lasts. */
  private Path fetchAside(RunnerReport report, String name) throws RigException {
    RunnerLine.Wrote wrote = report.files().get(name);
    if (wrote == null) {
      throw new RigException(
          new Trouble(
              Blame.TOOLCHAIN,
              board(),
              "the job ended well and tells of no " + name,
              "this is a fault of Gantry; please report it"));
    }
    Path to = visitFiles.file(name);
    fetch(report, wrote, to);
    return to;
  }

  /** Fetches what the runner says it wrote, and believes only the bytes that match. */
  public void fetch(RunnerReport report, RunnerLine.Wrote file, Path to) throws RigException {
    session.requireGoing();
    Path here = report.here().get(file.name());
    if (here != null) {
      visitFiles.copy(here, to);
      return;
    }
    Job job = job(report.name());
    if (transfers.fetched(job.place().file(file.name()), file, to)) {
      return;
    }
    session.persist(
        "the clearing away",
        link -> {
          job.disown(link);
          return true;
        });
    throw transfers.damaged(file);
  }

  /**
   * What was seen on the board while the runner ran, written to a file; empty where nothing was.
   */
  public Optional<RunnerLine.Wrote> fetchTelemetry(RunnerReport report, Path to)
      throws RigException {
    session.requireGoing();
    String file = job(report.name()).place().file(TelemetryAccount.FILE);
    Optional<RunnerLine.Wrote> wrote = report.telemetry();
    if (wrote.isPresent() && !transfers.fetched(file, wrote.get(), to)) {
      throw transfers.damaged(wrote.get());
    }
    return wrote;
  }

  /** The times in which the link was lost since this was asked last. */
  public List<Trial.Gap> takeGaps() {
    return session.takeGaps();
  }

  /** Forgets finished work of this errand whose names start so: it is safe at home. */
  public void discard(String prefix) throws RigException {
    session.requireGoing();
    session.persist(
        "the clearing away",
        link -> {
          new BoardJobCleanup(link).discard(session.options().errand(), prefix);
          return true;
        });
  }

  /** For short commands that may be given twice, refused once the lease is someone else's. */
  public CommandShell shell() {
    return new CommandShell() {
      @Override
      public String board() {
        return session.board();
      }

      @Override
      public CompletedCommand run(String command, Duration limit) throws RigException {
        session.requireGoing();
        return session.persist(
            "a command", link -> session.hold().fenced(link).run(command, limit));
      }
    };
  }

  /** Where a fact of the board is wanted as a recipe's ingredient. */
  public Optional<String> fact(BoardFact fact) {
    return probe.fact(fact);
  }

  @Override
  public void close() {
    visitFiles.close();
    session.close();
  }

  private Job job(String name) {
    return new Job(new JobFolder(session.options().errand(), name));
  }

  /** A job that is only slow must not be ended, so what was expected counts for little. */
  private static Duration limit(Duration expected) {
    Duration generous = expected.multipliedBy(2);
    return generous.compareTo(LEAST_LIMIT) > 0 ? generous : LEAST_LIMIT;
  }

  private static String during(RunnerRequest request) {
    return request instanceof RunnerRequest.Build
        ? "the build of the engine"
        : "the run of the engine";
  }

  /** A job of this errand whose harness went away is waited for: its work is collected then. */
  private static boolean held(BoardSession session, LeaseHolder holder) throws RigException {
    String errand = session.options().errand();
    if (!holder.away() || holder.job().filter(name -> name.startsWith(errand + ".")).isEmpty()) {
      session.remark("waiting for the lease, held by " + holder);
      return false;
    }
    String name = holder.job().get().substring(errand.length() + 1);
    session.remark("job " + name + " of this errand goes on over there, waiting for its end");
    JobRun.await(session, new Job(new JobFolder(errand, name)));
    return true;
  }
}
