package dev.gantry.targets;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RigException;
import dev.gantry.runner.FileDigest;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.targets.link.Completed;
import dev.gantry.targets.link.Door;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.RemoteProcess;
import dev.gantry.targets.link.SshLink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One stay on one board: lease, push, run, fetch, leave. */
public final class Visit implements AutoCloseable {
  private static final Duration QUICK = Duration.ofSeconds(60);
  private static final Duration LONGEST_RUN = Duration.ofDays(2);

  /** A runner speaks every two seconds; one that says nothing for so long is frozen. */
  private static final Duration SILENCE = Duration.ofSeconds(25);

  private static final String WORK = ".gantry/work";
  private static final String PID = "runner.pid";

  /**
   * Whoever holds the lease is alone: a runner that an earlier visit could not end is ended now.
   */
  private static final String SWEEP =
      "cd \"$HOME\" && { pid=$(cat "
          + WORK
          + "/"
          + PID
          + " 2>/dev/null) && grep -q "
          + RunnerKit.JAR
          + " /proc/$pid/cmdline 2>/dev/null && kill -KILL $pid; rm -rf "
          + WORK
          + "; }";

  private final SshLink link;
  private final Lease lease;
  private final Probe probe;
  private final BoardStore store;
  private final BooleanSupplier cancelled;
  private final Consumer<Progress> progress;
  private ByteCount kitPushed = ByteCount.ZERO;

  private Visit(SshLink link, Lease lease, Probe probe, Guide guide) {
    this.link = link;
    this.lease = lease;
    this.probe = probe;
    this.store = new BoardStore(link);
    this.cancelled = guide.cancelled();
    this.progress = guide.progress();
  }

  /** Who visits, how long they wait for a held board, and how they are told and stopped. */
  public record Guide(
      String visitor, Duration patience, BooleanSupplier cancelled, Consumer<Progress> progress) {}

  public static Visit begin(Door door, RunnerKit kit, Guide guide) throws RigException {
    note(guide.progress(), door.board(), "connect");
    SshLink link = SshLink.open(door);
    try {
      Probe probe = Probe.of(link);
      probe.requireTools(door.board());
      Lease lease = Lease.take(link, guide.visitor(), guide.patience(), guide.cancelled());
      Visit visit = new Visit(link, lease, probe, guide);
      visit.settle(kit);
      return visit;
    } catch (RigException | RuntimeException e) {
      link.close();
      throw e;
    }
  }

  public String board() {
    return link.board();
  }

  public Probe probe() {
    return probe;
  }

  /** What of the runner had to travel for this visit. */
  public ByteCount kitPushed() {
    return kitPushed;
  }

  /** Brings the cargo unless it is there; says how much travelled. */
  public ByteCount bring(String what, Cargo cargo) throws RigException {
    requireGoing();
    if (store.have(List.of(cargo.digest())).contains(cargo.digest())) {
      return ByteCount.ZERO;
    }
    String name = "push " + what;
    long total = cargo.size().bytes();
    progress.accept(new Progress(Progress.Stage.VISIT, board(), name, 0, total));
    store.push(
        cargo,
        done -> progress.accept(new Progress(Progress.Stage.VISIT, board(), name, done, total)));
    return cargo.size();
  }

  /** The path by which the runner finds what was brought. */
  public static String place(Digest digest) {
    return "../store/" + digest.hex();
  }

  /** Runs the runner to its explicit end; whatever else happens is trouble, with its words. */
  public RunnerReport run(RunnerRequest request, Consumer<String> log) throws RigException {
    requireGoing();
    Conversation conversation = new Conversation(board(), log, progress);
    try (RemoteProcess process = link.start(name(request), command(request))) {
      Watch watch = new Watch(process, conversation);
      Future<?> watching = link.clock().scheduleAtFixedRate(watch, 100, 100, TimeUnit.MILLISECONDS);
      int status;
      try {
        status = process.readLines(conversation, LONGEST_RUN);
      } catch (RigException e) {
        requireGoing();
        throw watch.frozen ? frozen() : e;
      } finally {
        watching.cancel(false);
      }
      requireGoing();
      return conversation.report(status, process.errors());
    }
  }

  private RigException frozen() {
    return RackTrouble.at(
        board(),
        "the runner said nothing for " + SILENCE.toSeconds() + " s: it is frozen",
        "look at the board: is it overloaded, swapping, or was the process stopped?");
  }

  /** Fetches what the runner says it wrote, and believes only the bytes that match. */
  public void fetch(RunnerLine.Wrote file, Path to) throws RigException {
    requireGoing();
    link.files().fetch(WORK + "/" + file.name(), to, done -> {});
    try {
      Digest got = FileDigest.of(to);
      if (!got.equals(file.digest())) {
        throw RackTrouble.at(
            board(),
            file.name()
                + " arrived damaged: the runner wrote "
                + file.digest()
                + ", here is "
                + got,
            "check the board's storage and its link");
      }
    } catch (IOException e) {
      throw RackTrouble.at(board(), "cannot read " + to.getFileName() + " back", "try again", e);
    }
  }

  @Override
  public void close() {
    try {
      if (link.alive()) {
        link.run(SWEEP, Duration.ofSeconds(10));
      }
    } catch (RigException e) {
      // The next visit begins with the same sweep.
    } finally {
      lease.close();
      link.close();
    }
  }

  private void settle(RunnerKit kit) throws RigException {
    List<RunnerKit.Part> parts = kit.forBoard(board(), probe);
    Set<Digest> there = store.have(parts.stream().map(part -> part.cargo().digest()).toList());
    StringBuilder lay = new StringBuilder(SWEEP + " && mkdir -p " + WORK);
    for (RunnerKit.Part part : parts) {
      if (!there.contains(part.cargo().digest())) {
        kitPushed = kitPushed.plus(bring("runner: " + part.name(), part.cargo()));
      }
      lay.append(" && ln -s ").append(place(part.cargo().digest()));
      lay.append(' ').append(WORK).append('/').append(part.name());
    }
    Completed laid = link.run(lay.toString(), QUICK);
    if (!laid.ok()) {
      throw RackTrouble.at(
          board(),
          "cannot lay out ~/" + WORK + ": " + laid.complaint(),
          "check rights and free space in ~/.gantry there");
    }
  }

  // exec: the runner itself is what the link's end kills, not a shell that would leave it behind.
  private static String command(RunnerRequest request) {
    return "cd \"$HOME/"
        + WORK
        + "\" && echo $$ > "
        + PID
        + " && ORT_DISABLE_TELEMETRY=1 exec java -Xmx768m -XX:+UseSerialGC -XX:-UsePerfData -Djava.library.path=."
        + " -Donnxruntime.native.path=. -jar "
        + RunnerKit.JAR
        + request.words().stream()
            .map(word -> " '" + word.replace("'", "'\\''") + "'")
            .reduce("", String::concat);
  }

  private static String name(RunnerRequest request) {
    return request instanceof RunnerRequest.Build
        ? "the build of the engine"
        : "the run of the engine";
  }

  private void requireGoing() throws RigException {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException();
    }
    // Where both die of one cut cable, the lease may be seen to go first: the board did not say so.
    if (lease.ended()) {
      throw RackTrouble.at(
          board(),
          "the lease was lost: its holder on the board ended",
          "whatever was measured since may have been disturbed; run again with --resume");
    }
  }

  private static void note(Consumer<Progress> progress, String board, String what) {
    progress.accept(Progress.note(Progress.Stage.VISIT, board, what));
  }

  /** Where a fact of the board is wanted as a recipe's ingredient. */
  public Optional<String> fact(String key) {
    return probe.fact(key);
  }

  /**
   * Ten times a second: is the run still wanted? And now and then a sign of life for the runner.
   */
  private final class Watch implements Runnable {
    private static final int PATIENCE = 50;
    private static final int SIGN_EVERY = 30;

    private final RemoteProcess process;
    private final Conversation conversation;
    private int looks;
    private int asked;
    private volatile boolean frozen;

    Watch(RemoteProcess process, Conversation conversation) {
      this.process = process;
      this.conversation = conversation;
    }

    /** A runner leaves when its input closes; one that is frozen is not waited for. */
    @Override
    public void run() {
      if (conversation.silence().compareTo(SILENCE) > 0) {
        frozen = true;
        process.close();
      } else if (cancelled.getAsBoolean() || !lease.held()) {
        process.closeInput();
        if (++asked == PATIENCE) {
          process.close();
        }
      } else if (++looks % SIGN_EVERY == 0) {
        sign();
      }
    }

    private void sign() {
      try {
        process.send("");
      } catch (IOException e) {
        // It has just ended, or the link is lost: whoever reads its lines is told.
      }
    }
  }
}
