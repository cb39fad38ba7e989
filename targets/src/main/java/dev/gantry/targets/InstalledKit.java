package dev.gantry.targets;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RigException;
import dev.gantry.runner.program.RunnerMain;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.command.BoardScript;
import dev.gantry.targets.link.command.CompletedCommand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The runner as it lies on a board, and the Java that runs it: seen from a job's folder.
 *
 * @param jars the names of those parts that hold classes
 * @param libraries the folder of TensorRT's own, where not a usual one
 * @param proven the TensorRT with which a self-test passed there
 * @param classes what makes its starts cheap; not where it leads to TensorRT, which none rehearses
 */
record InstalledKit(
    String folder,
    List<String> jars,
    String java,
    Optional<String> libraries,
    Optional<String> proven,
    Optional<ClassArchive> classes,
    ByteCount pushed)
    implements BoardTool {
  /** The parts of the runner's command that are flags of its Java. */
  private static final String FLAGS =
      String.join(
          " ",
          "-Xmx768m",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          // The core of a crash, gigabytes, belongs to nobody.
          "-XX:-CreateCoredumpOnCrash");

  /**
   * A process that only times is over before the optimising compiler has paid for itself: what is
   * timed is native. One that writes files hashes them, which only that compiler does well.
   */
  private static final String TIMES_ONLY = " -XX:TieredStopAtLevel=1";

  private static final String LIBRARIES = "-Dgantry.tensorrt.libraries=";
  private static final String PROVEN = "-Dgantry.tensorrt.self-tested=";
  private static final Duration QUICK = Duration.ofSeconds(60);

  static InstalledKit lay(
      BoardSession session,
      FileTransfers transfers,
      List<RunnerKit.Part> parts,
      BoardJava java,
      Optional<String> libraries)
      throws RigException {
    ByteCount pushed =
        transfers.bring("runner", parts.stream().map(RunnerKit.Part::storedFile).toList());
    String folder = "kit/" + digest(parts).hex();
    String links =
        parts.stream()
            .map(
                part ->
                    " && ln -sfn ../../store/"
                        + part.storedFile().digest().hex()
                        + " "
                        + part.name())
            .collect(Collectors.joining());
    CompletedCommand laid =
        session.persist(
            "the laying out of the runner",
            link ->
                link.run(
                    "cd && mkdir -p .gantry/" + folder + " && cd .gantry/" + folder + links,
                    QUICK));
    if (!laid.ok()) {
      throw RackTrouble.at(
          session.board(),
          "cannot lay out ~/.gantry/" + folder + ": " + laid.complaint(),
          "check rights and free space in ~/.gantry there");
    }
    List<String> jars =
        parts.stream().map(RunnerKit.Part::name).filter(name -> name.endsWith(".jar")).toList();
    String place = "../../" + folder;
    boolean tensorrt = jars.size() > 1;
    return new InstalledKit(
        place,
        jars,
        java.command(),
        libraries,
        Optional.empty(),
        tensorrt
            ? Optional.empty()
            : Optional.of(
                ClassArchive.of(
                    session,
                    folder,
                    java.command(),
                    FLAGS + natives(place) + classPath(place, jars))),
        java.pushed().plus(pushed));
  }

  InstalledKit proven(String version) {
    return new InstalledKit(folder, jars, java, libraries, Optional.of(version), classes, pushed);
  }

  @Override
  public void beforeErrand() throws RigException {
    if (classes.isPresent()) {
      classes.get().beforeStart();
    }
  }

  /** The runner takes the place of the job's shell. */
  @Override
  public String command(Errand errand) {
    return (classes.isPresent() ? ClassArchive.use(folder) : "")
        + "ORT_DISABLE_TELEMETRY=1 exec "
        + BoardScript.quote(java)
        + (classes.isPresent() ? " \"${archive[@]}\" " : " ")
        + FLAGS
        + (timesOnly(errand.request()) ? TIMES_ONLY : "")
        + natives(folder)
        + libraries.map(place -> " " + BoardScript.quote(LIBRARIES + place)).orElse("")
        + proven.map(version -> " " + BoardScript.quote(PROVEN + version)).orElse("")
        + classPath(folder, jars)
        + " "
        + RunnerMain.class.getName()
        + errand.request().words().stream()
            .map(word -> " " + BoardScript.quote(word))
            .collect(Collectors.joining());
  }

  @Override
  public RunnerReport understood(Errand errand, Told told) {
    return told.report();
  }

  @Override
  public RigException explained(RigException trouble, List<String> log) {
    return trouble;
  }

  private static boolean timesOnly(RunnerRequest request) {
    return request instanceof RunnerRequest.Run run && run.outputs().isEmpty();
  }

  private static String natives(String folder) {
    return " -Djava.library.path=" + folder + " -Donnxruntime.native.path=" + folder;
  }

  private static String classPath(String folder, List<String> jars) {
    return " -cp " + jars.stream().map(jar -> folder + "/" + jar).collect(Collectors.joining(":"));
  }

  private static Digest digest(List<RunnerKit.Part> parts) {
    String names =
        parts.stream()
            .map(part -> part.name() + " " + part.storedFile().digest().hex() + "\n")
            .collect(Collectors.joining());
    return Digest.of(names.getBytes(StandardCharsets.UTF_8));
  }
}
