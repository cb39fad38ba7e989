package dev.gantry.targets.standin;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * A program that behaves as {@code trtexec} does to its caller. {@code TRTEXEC_STAND_IN} says which
 * version, {@code TRTEXEC_COMPUTE} which GPU (87 for an Orin).
 */
public final class TrtexecStandIn {
  /** The script that starts the stand-in ends itself by SIGSEGV then: a JVM cannot. */
  static final int SEGFAULT = 86;

  private final Version version;
  private final int compute;
  private final Map<String, String> environment;
  private final Log log;

  TrtexecStandIn(Version version, int compute, Map<String, String> environment, Log log) {
    this.version = version;
    this.compute = compute;
    this.environment = environment;
    this.log = log;
  }

  public static void main(String[] words) throws Exception {
    Map<String, String> environment = System.getenv();
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    TrtexecStandIn standIn =
        new TrtexecStandIn(
            Version.of(environment.getOrDefault("TRTEXEC_STAND_IN", "10.3.0")),
            Integer.parseInt(environment.getOrDefault("TRTEXEC_COMPUTE", "87")),
            environment,
            new Log(out, System.err, Clock.system(ZoneId.systemDefault())));
    int status = standIn.run(words);
    out.flush();
    System.exit(status);
  }

  int run(String... words) throws Exception {
    String command =
        version.banner()
            + " # "
            + environment.getOrDefault("TRTEXEC_NAME", "trtexec")
            + (words.length == 0 ? "" : " " + String.join(" ", words));
    log.plain("&&&& RUNNING TensorRT.trtexec " + command);
    Arguments asked = Arguments.of(words);
    Optional<Fault> fault = Fault.of(environment, asked.has("onnx"));
    if (asked.helps()) {
      help(fault);
      return 0;
    }
    try {
      check(asked, fault);
      log.warned("this is a stand-in for trtexec: simulated");
      log.told("TensorRT version: " + version);
      work(asked, fault);
    } catch (CutShort end) {
      return end.status;
    } catch (Stopped stopped) {
      stopped.lines().forEach(log::failed);
      log.plain("&&&& FAILED TensorRT.trtexec " + command);
      return 1;
    }
    if (is(fault, Fault.FAILED_EXIT_0)) {
      log.failed("Error occurred during inference");
      log.plain("&&&& FAILED TensorRT.trtexec " + command);
      return 0;
    }
    log.plain("&&&& PASSED TensorRT.trtexec " + command);
    return is(fault, Fault.PASSED_EXIT_1) ? 1 : 0;
  }

  /** In the order of the real program: what contradicts itself, then what it does not know. */
  private void check(Arguments asked, Optional<Fault> fault) throws Stopped {
    if (asked.has("loadEngine") && asked.has("saveEngine")) {
      help(fault);
      throw new Stopped("Incompatible load and save engine options selected");
    }
    if (!asked.has("loadEngine") && !asked.has("onnx")) {
      help(fault);
      throw new Stopped("Model missing or format not recognized");
    }
    List<String> unknown = asked.unknown(options(fault));
    if (!unknown.isEmpty()) {
      help(fault);
      throw new Stopped(unknown.stream().map(each -> "Unknown option: " + each).toList());
    }
  }

  private Set<String> options(Optional<Fault> fault) {
    Set<String> options = new java.util.TreeSet<>(Options.of(version));
    if (is(fault, Fault.NO_RAW_BINDINGS)) {
      options.remove("dumpRawBindingsToFile");
    }
    return options;
  }

  private void help(Optional<Fault> fault) {
    log.plain("=== Options of a stand-in for trtexec: simulated ===");
    options(fault).forEach(option -> log.plain("  --" + option));
  }

  private void work(Arguments asked, Optional<Fault> fault) throws Exception {
    if (asked.has("getPlanVersionOnly") && asked.has("loadEngine")) {
      byte[] file = Files.readAllBytes(Path.of(asked.value("loadEngine").orElse("")));
      log.told("Plan was created with TensorRT version " + Plan.versionOf(file));
      return;
    }
    Optional<Plan> built = asked.has("onnx") ? Optional.of(build(asked, fault)) : Optional.empty();
    dieIfAsked(fault);
    Plan plan;
    try {
      plan = built.isPresent() ? built.get() : load(asked);
    } catch (Stopped stopped) {
      if (asked.skipsInference()) {
        // The real program looks at the engine only to run it, and passes.
        stopped.lines().forEach(log::failed);
        log.told("Skipped inference phase since --skipInference is added.");
        return;
      }
      throw stopped;
    }
    if (asked.skipsInference()) {
      inspect(plan, asked, fault, Optional.empty());
      log.told("Skipped inference phase since --skipInference is added.");
      return;
    }
    infer(plan, asked, fault);
  }

  private Plan build(Arguments asked, Optional<Fault> fault) throws IOException, Stopped {
    Plan plan = new Build(version, compute, asked, fault, log).run();
    byte[] bytes = plan.bytes();
    Optional<String> file = asked.value("saveEngine");
    if (file.isPresent() && !is(fault, Fault.PASSED_WITHOUT_FILE)) {
      Files.write(Path.of(file.get()), bytes);
    }
    if (version.major() >= 10) {
      log.told("Created engine with size: " + Digits.six(bytes.length / 1048576.0) + " MiB");
    }
    return plan;
  }

  private Plan load(Arguments asked) throws IOException, Stopped {
    long start = System.nanoTime();
    Path path = Path.of(asked.value("loadEngine").orElse(""));
    if (!Files.exists(path)) {
      throw new Stopped(
          "Error opening engine file: " + path,
          "Failed to create engine from model or file.",
          "Engine set up failed");
    }
    log.told("[TRT] Loaded engine size: " + Files.size(path) / 1048576 + " MiB");
    try {
      Plan plan = Plan.load(path, version, compute);
      log.told("Engine deserialized in " + Digits.six((System.nanoTime() - start) / 1e9) + " sec.");
      return plan;
    } catch (Stopped stopped) {
      throw new Stopped(
          Stream.concat(
                  stopped.lines().stream(),
                  Stream.of("Got invalid engine!", "Inference set up failed"))
              .toList());
    }
  }

  private void infer(Plan plan, Arguments asked, Optional<Fault> fault) throws Exception {
    try (Inference inference = new Inference(plan, version, asked, fault, log)) {
      inference.setUp();
      log.told("Starting inference");
      List<Duration> measured = inference.run();
      boolean transfers =
          version.major() >= 11 ? asked.has("includeDataTransfers") : !asked.has("noDataTransfers");
      Times times = new Times(measured, transfers);
      boolean profiled = asked.has("exportProfile") || asked.has("dumpProfile");
      inspect(plan, asked, fault, Optional.of(times));
      if (profiled && !asked.has("separateProfileRun")) {
        // Then the real program writes no times either, and passes.
        log.told(
            "The e2e network timing is not reported since it is inaccurate due to the extra synchronizations when the profiler is enabled.");
      } else {
        times.summary().forEach(log::told);
        write(asked, "exportTimes", times.json(), fault);
      }
      if (asked.has("dumpRawBindingsToFile")) {
        inference.dump();
      }
      if (asked.has("exportOutput")) {
        write(asked, "exportOutput", inference.printed(), fault);
      }
    }
  }

  private void inspect(Plan plan, Arguments asked, Optional<Fault> fault, Optional<Times> times)
      throws Exception {
    boolean profile = times.isPresent() && asked.has("exportProfile");
    if (!asked.has("exportLayerInfo") && !profile) {
      return;
    }
    Inspection inspection =
        new Inspection(
            Layers.of(plan),
            Bindings.of(plan, version),
            plan.flags().contains("detailed"),
            version);
    write(asked, "exportLayerInfo", inspection.json(), fault);
    if (profile) {
      write(asked, "exportProfile", inspection.profile(times.get()), fault);
    }
  }

  private static void write(Arguments asked, String option, String text, Optional<Fault> fault)
      throws IOException {
    Optional<String> file = asked.value(option);
    if (file.isPresent() && !is(fault, Fault.PASSED_WITHOUT_FILE)) {
      Files.writeString(Path.of(file.get()), text);
    }
  }

  private void dieIfAsked(Optional<Fault> fault) throws Exception {
    if (is(fault, Fault.KILLED)) {
      new ProcessBuilder("kill", "-KILL", String.valueOf(ProcessHandle.current().pid()))
          .start()
          .waitFor();
    }
    if (is(fault, Fault.HANG) || is(fault, Fault.KILLED)) {
      new CountDownLatch(1).await();
    }
    if (is(fault, Fault.SEGFAULT)) {
      throw new CutShort(SEGFAULT);
    }
    if (is(fault, Fault.CUT_LOG)) {
      throw new CutShort(0);
    }
  }

  private static boolean is(Optional<Fault> fault, Fault wanted) {
    return fault.filter(wanted::equals).isPresent();
  }

  /** The log ends in the middle. */
  private static final class CutShort extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    CutShort(int status) {
      this.status = status;
    }
  }
}
