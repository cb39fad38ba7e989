package dev.gantry.targets;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.dossier.Trouble;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.runner.tensor.TensorPlaces;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.runner.wire.TensorrtBuildOptions;
import dev.gantry.targets.link.command.BoardScript;
import dev.gantry.targets.probe.BoardFact;
import dev.gantry.targets.probe.BoardProbe;
import dev.gantry.targets.trtexec.PrintedOutputs;
import dev.gantry.targets.trtexec.RawFile;
import dev.gantry.targets.trtexec.TrtexecCommands;
import dev.gantry.targets.trtexec.TrtexecFailure;
import dev.gantry.targets.trtexec.TrtexecLog;
import dev.gantry.targets.trtexec.TrtexecVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** trtexec as it lies on a board: nothing is installed, a script of ours drives it. */
final class TrtexecTool implements BoardTool {
  private static final String LOOK =
      "what trtexec said is in build.log or runner.log of this trial, in the folder of the dossier";

  private static final BoardScript COMMON = BoardScript.beside(TrtexecCommands.class, "common.sh");
  private static final BoardScript BUILD =
      COMMON.then(BoardScript.beside(TrtexecCommands.class, "build.sh"));
  private static final BoardScript RUN =
      COMMON.then(BoardScript.beside(TrtexecCommands.class, "run.sh"));

  /** What the log of a job marks trtexec's own lines with. */
  private static final String MARK = "| ";

  private final String board;
  private final String program;
  private final TrtexecCommands errand;
  private final Map<Path, TensorPlaces> places = new ConcurrentHashMap<>();

  private TrtexecTool(String board, String program, TrtexecCommands errand) {
    this.board = board;
    this.program = program;
    this.errand = errand;
  }

  static TrtexecTool on(BoardAccess access, BoardProbe probe) throws RigException {
    TensorrtSetup setup = access.tensorrt().orElseThrow();
    String found =
        probe
            .fact(BoardFact.TENSORRT)
            .orElseThrow(
                () ->
                    trouble(
                        access.board(),
                        "the board does not say which TensorRT it has: "
                            + probe.absent().get(BoardFact.TENSORRT.key()),
                        "install JetPack's TensorRT there (package nvidia-tensorrt)"));
    TrtexecVersion version =
        TrtexecVersion.parse(found)
            .filter(number -> setup.covers(number.toString()))
            .orElseThrow(
                () ->
                    trouble(
                        access.board(),
                        "the board has TensorRT "
                            + found
                            + ", its kind is planned with "
                            + setup.version(),
                        "correct tensorrt: of the kind in the rack file, or give boards with"
                            + " another TensorRT a kind of their own: their engines differ"));
    TrtexecCommands errand =
        TrtexecCommands.of(version)
            .orElseThrow(
                () ->
                    trouble(
                        access.board(),
                        "nothing is known of trtexec of TensorRT " + version,
                        "known are 8.5, 8.6, 10 and 11"));
    String program =
        setup
            .place()
            .or(() -> probe.fact(BoardFact.TRTEXEC))
            .orElseThrow(
                () ->
                    trouble(
                        access.board(),
                        "there is no trtexec on the board: "
                            + probe.absent().get(BoardFact.TRTEXEC.key()),
                        "install there: libnvinfer-bin; or say where it is with tensorrt: { place:"
                            + " ... } of the kind in the rack file"));
    return new TrtexecTool(access.board(), program, errand);
  }

  @Override
  public ByteCount pushed() {
    return ByteCount.ZERO;
  }

  @Override
  public String command(Errand asked) throws RigException {
    try {
      if (asked.request() instanceof RunnerRequest.Build build) {
        return build(build);
      }
      if (asked.request() instanceof RunnerRequest.Run run) {
        return run(run, asked);
      }
    } catch (RefusedException e) {
      Problem first = e.problems().get(0);
      throw trouble(board, first.what(), first.remedy());
    }
    throw new IllegalArgumentException("trtexec answers no " + asked.request());
  }

  private String build(RunnerRequest.Build request) throws RefusedException {
    List<String> words = new ArrayList<>(List.of(program));
    TensorrtBuildOptions options = request.tensorrt().orElseThrow();
    BuildMemory memory = BuildMemory.of(options);
    words.addAll(List.of(String.valueOf(memory.neededKib()), memory.why(), request.engine()));
    words.addAll(errand.build(request));
    return BUILD.with(words.toArray(String[]::new));
  }

  private String run(RunnerRequest.Run request, Errand asked)
      throws RefusedException, RigException {
    if (!(request.scenario() instanceof Scenario.Single single)) {
      throw new RefusedException(
          Problem.in(
              "backend trtexec",
              "trtexec asks one query after another; it cannot be driven "
                  + request.scenario().words(),
              "leave it out for these boards, or use the backend tensorrt"));
    }
    Optional<String> clash = RawFile.clash(asked.answers().stream().map(TensorSpec::name).toList());
    if (clash.isPresent()) {
      throw new RefusedException(
          Problem.in("backend trtexec", clash.get(), "or use the backend tensorrt"));
    }
    TensorPlaces golden = golden(asked);
    List<String> inputs = golden.specs().stream().map(TensorSpec::name).toList();
    List<String> words = new ArrayList<>();
    words.add(program);
    words.add(request.engine());
    words.add(request.samples());
    words.add(String.valueOf(golden.samples()));
    words.add(String.valueOf(golden.stride()));
    words.add(String.valueOf(inputs.size()));
    for (int input = 0; input < inputs.size(); input++) {
      TensorSpec spec = golden.specs().get(input);
      words.add(String.valueOf(golden.first().get(input)));
      words.add(String.valueOf(Tensor.byteCount(spec.type(), spec.shape())));
    }
    words.addAll(dumps(asked.answers()));
    words.add(request.outputs().isPresent() ? "yes" : "no");
    counted(words, errand.infer(inputs));
    counted(words, errand.time(inputs, single));
    counted(words, errand.profile(inputs));
    counted(words, errand.inspect());
    return RUN.with(words.toArray(String[]::new));
  }

  /** How many files hold the answers to one query, which they are, and how large each must be. */
  private List<String> dumps(List<TensorSpec> answers) {
    if (!errand.dialect().hasRawBindings()) {
      return List.of("1", PrintedOutputs.FILE, "any");
    }
    List<String> words = new ArrayList<>(List.of(String.valueOf(answers.size())));
    for (TensorSpec answer : answers) {
      words.add(RawFile.glob(answer.name()));
      words.add(String.valueOf(Tensor.byteCount(answer.type(), answer.shape())));
    }
    return words;
  }

  private TensorPlaces golden(Errand asked) throws RigException {
    Path file =
        asked
            .samples()
            .orElseThrow(() -> new IllegalStateException("the golden inputs were not brought"));
    TensorPlaces known = places.get(file);
    if (known != null) {
      return known;
    }
    try {
      TensorPlaces read = TensorPlaces.of(file);
      places.put(file, read);
      return read;
    } catch (IOException e) {
      throw new RigException(
          new Trouble(
              Blame.DATA,
              "golden inputs",
              "trtexec cannot be fed with them: " + e.getMessage(),
              "engines of TensorRT are built for one shape; use samples of one shape"),
          e);
    }
  }

  private static void counted(List<String> words, List<String> some) {
    words.add(String.valueOf(some.size()));
    words.addAll(some);
  }

  @Override
  public RunnerReport understood(Errand asked, Told told) throws RigException {
    TrtexecLog log = TrtexecLog.read(trtexecText(told.log()));
    Optional<RigException> stranger = stranger(log);
    if (stranger.isPresent()) {
      throw stranger.get();
    }
    try {
      return asked.request() instanceof RunnerRequest.Run run
          ? new TrtexecResults(told, log, errand.dialect()).of(run, asked.answers())
          : new TrtexecResults(told, log, errand.dialect()).ofBuild();
    } catch (IOException e) {
      throw new RigException(
          new Trouble(
              Blame.TOOLCHAIN, board, "what trtexec left cannot be used: " + e.getMessage(), LOOK),
          e);
    }
  }

  /** With trtexec's own words, where they name a cause. */
  @Override
  public RigException explained(RigException trouble, List<String> log) {
    if (trouble.trouble().blame() != Blame.TOOLCHAIN) {
      return trouble;
    }
    TrtexecLog read = TrtexecLog.read(trtexecText(log));
    return stranger(read)
        .or(
            () ->
                read.failure()
                    .filter(failure -> failure.cause() != TrtexecFailure.Cause.CUT)
                    .map(TrtexecFailure::words)
                    .or(() -> last(log))
                    .map(why -> because(trouble, why)))
        .orElse(trouble);
  }

  private RigException because(RigException trouble, String why) {
    return new RigException(
        new Trouble(Blame.TOOLCHAIN, board, trouble.trouble().what() + ": " + why, LOOK), trouble);
  }

  /** What a program that is no trtexec, or never came to be one, said last. */
  private static Optional<String> last(List<String> log) {
    return trtexecText(log)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce((before, after) -> after)
        .map(line -> "it said last: " + (line.length() <= 200 ? line : line.substring(0, 200)));
  }

  /** Of another TensorRT than the board's, all else that it says is beside the point. */
  private Optional<RigException> stranger(TrtexecLog log) {
    return log.version()
        .filter(ran -> !ran.equals(errand.version()))
        .map(
            ran ->
                trouble(
                    board,
                    "trtexec says that it is of TensorRT "
                        + ran
                        + ", the board has "
                        + errand.version(),
                    "name the right trtexec with tensorrt: { place: ... } of the kind in the rack"
                        + " file"));
  }

  private static String trtexecText(List<String> log) {
    return log.stream()
        .filter(line -> line.startsWith(MARK))
        .map(line -> line.substring(MARK.length()) + "\n")
        .collect(Collectors.joining());
  }

  private static RigException trouble(String board, String what, String remedy) {
    return new RigException(new Trouble(Blame.TOOLCHAIN, board, what, remedy));
  }
}
