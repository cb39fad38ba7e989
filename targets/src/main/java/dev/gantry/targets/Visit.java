package dev.gantry.targets;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.TensorSpec;
import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.Trouble;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.targets.job.Job;
import dev.gantry.targets.job.JobFolder;
import dev.gantry.targets.job.JobOrder;
import dev.gantry.targets.job.JobShelf;
import dev.gantry.targets.lease.Holder;
import dev.gantry.targets.link.Completed;
import dev.gantry.targets.link.Door;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.Shell;
import dev.gantry.targets.probe.Probe;
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
public final class Visit implements AutoCloseable {
  /** After which a job is ended even though nobody is there any more to see that it hangs. */
  private static final Duration LEAST_LIMIT = Duration.ofHours(2);

  private final Mooring mooring;
  private final Probe probe;
  private final Supply supply;
  private final BoardTool tool;
  private final Map<Digest, Path> brought = new HashMap<>();
  private final Aside aside;

  private Visit(Mooring mooring, Probe probe, Supply supply, BoardTool tool) {
    this.mooring = mooring;
    this.probe = probe;
    this.supply = supply;
    this.tool = tool;
    this.aside = new Aside(mooring.board());
  }

  /**
   * Who visits, in words for those who wait for the board; on which errand: a plain name under
   * which measurements are found again when a killed harness resumes; how long they wait for a held
   * board, how long for a lost one to come back, and how they are told and stopped.
   */
  public record Guide(
      String visitor,
      String errand,
      Duration patience,
      Duration reconnect,
      BooleanSupplier cancelled,
      Consumer<Progress> progress) {
    /** Long enough for a cable that is plugged in again, short enough that nobody wonders. */
    public static final Duration RECONNECT = Duration.ofSeconds(26);
  }

  public static Visit begin(Door door, RunnerKit kit, Guide guide) throws RigException {
    return begin(Berth.at(door), kit, guide);
  }

  public static Visit begin(Berth berth, RunnerKit kit, Guide guide) throws RigException {
    guide.progress().accept(Progress.note(Progress.Stage.VISIT, berth.board(), "connect"));
    Mooring mooring = Mooring.open(berth, guide);
    try {
      Probe probe = Probe.of(mooring.link());
      probe.requireTools(berth.board());
      mooring.hold(holder -> held(mooring, holder));
      mooring.requireGoing();
      new JobShelf(mooring.link()).sweep();
      Supply supply = new Supply(mooring);
      return new Visit(mooring, probe, supply, tool(berth, kit, mooring, probe, supply));
    } catch (RigException | RuntimeException e) {
      mooring.close();
      throw e;
    }
  }

  private static BoardTool tool(
      Berth berth, RunnerKit kit, Mooring mooring, Probe probe, Supply supply) throws RigException {
    if (berth.backend() == Backend.TRTEXEC) {
      return TrtexecTool.on(berth, probe);
    }
    BoardJava java = BoardJava.on(berth, probe, mooring, supply);
    LaidKit laid =
        LaidKit.lay(
            mooring,
            supply,
            kit.forBoard(berth.board(), probe, berth.backend()),
            java,
            berth.tensorrt().flatMap(TensorrtSetup::place));
    return berth.backend() == Backend.TENSORRT ? new SelfTest(mooring, probe).passed(laid) : laid;
  }

  public String board() {
    return mooring.board();
  }

  public Probe probe() {
    return probe;
  }

  /** What of the tool had to travel for this visit. */
  public ByteCount kitPushed() {
    return tool.pushed();
  }

  /** Brings the cargo unless it is there; says how much travelled. */
  public ByteCount bring(String what, Cargo cargo) throws RigException {
    mooring.requireGoing();
    cargo.file().ifPresent(file -> brought.put(cargo.digest(), file));
    return supply.bring(what, cargo);
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
    mooring.requireGoing();
    tool.beforeErrand();
    BoardTool.Errand errand = new BoardTool.Errand(request, answers, samples(request));
    JobOrder order =
        new JobOrder(
            String.join(" ", request.words()), tool.command(errand), limit, TelemetryScript.text());
    Heard heard = new Heard(log);
    try {
      RunnerReport report =
          new JobRun(mooring, job(name), order, expected, during(request), heard).report();
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
    Path to = aside.file(name);
    fetch(report, wrote, to);
    return to;
  }

  /** Fetches what the runner says it wrote, and believes only the bytes that match. */
  public void fetch(RunnerReport report, RunnerLine.Wrote file, Path to) throws RigException {
    mooring.requireGoing();
    Path here = report.here().get(file.name());
    if (here != null) {
      aside.copy(here, to);
      return;
    }
    Job job = job(report.name());
    if (supply.fetched(job.place().file(file.name()), file, to)) {
      return;
    }
    mooring.persist(
        "the clearing away",
        link -> {
          job.disown(link);
          return true;
        });
    throw supply.damaged(file);
  }

  /**
   * What was seen on the board while the runner ran, written to a file; empty where nothing was.
   */
  public Optional<RunnerLine.Wrote> fetchTelemetry(RunnerReport report, Path to)
      throws RigException {
    mooring.requireGoing();
    String file = job(report.name()).place().file(Telemetry.FILE);
    Optional<RunnerLine.Wrote> wrote = report.telemetry();
    if (wrote.isPresent() && !supply.fetched(file, wrote.get(), to)) {
      throw supply.damaged(wrote.get());
    }
    return wrote;
  }

  /** The times in which the link was lost since this was asked last. */
  public List<Trial.Gap> takeGaps() {
    return mooring.takeGaps();
  }

  /** Forgets finished work of this errand whose names start so: it is safe at home. */
  public void discard(String prefix) throws RigException {
    mooring.requireGoing();
    mooring.persist(
        "the clearing away",
        link -> {
          new JobShelf(link).discard(mooring.guide().errand(), prefix);
          return true;
        });
  }

  /** For short commands that may be given twice, refused once the lease is someone else's. */
  public Shell shell() {
    return new Shell() {
      @Override
      public String board() {
        return mooring.board();
      }

      @Override
      public Completed run(String command, Duration limit) throws RigException {
        mooring.requireGoing();
        return mooring.persist(
            "a command", link -> mooring.hold().fenced(link).run(command, limit));
      }
    };
  }

  /** Where a fact of the board is wanted as a recipe's ingredient. */
  public Optional<String> fact(String key) {
    return probe.fact(key);
  }

  @Override
  public void close() {
    aside.close();
    mooring.close();
  }

  private Job job(String name) {
    return new Job(new JobFolder(mooring.guide().errand(), name));
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
  private static boolean held(Mooring mooring, Holder holder) throws RigException {
    String errand = mooring.guide().errand();
    if (!holder.away() || holder.job().filter(name -> name.startsWith(errand + ".")).isEmpty()) {
      mooring.remark("waiting for the lease, held by " + holder);
      return false;
    }
    String name = holder.job().get().substring(errand.length() + 1);
    mooring.remark("job " + name + " of this errand goes on over there, waiting for its end");
    JobRun.await(mooring, new Job(new JobFolder(errand, name)));
    return true;
  }
}
