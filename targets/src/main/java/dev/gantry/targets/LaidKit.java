package dev.gantry.targets;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RigException;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.targets.link.Completed;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.Script;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The runner as it lies on a board, and the Java that runs it: seen from a job's folder. */
record LaidKit(String folder, String java, ByteCount pushed) {
  private static final Duration QUICK = Duration.ofSeconds(60);

  static LaidKit lay(Mooring mooring, Supply supply, List<RunnerKit.Part> parts, BoardJava java)
      throws RigException {
    ByteCount pushed = supply.bring("runner", parts.stream().map(RunnerKit.Part::cargo).toList());
    String folder = "kit/" + digest(parts).hex();
    String links =
        parts.stream()
            .map(
                part ->
                    " && ln -sfn ../../store/" + part.cargo().digest().hex() + " " + part.name())
            .collect(Collectors.joining());
    Completed laid =
        mooring.persist(
            "the laying out of the runner",
            link ->
                link.run(
                    "cd && mkdir -p .gantry/" + folder + " && cd .gantry/" + folder + links,
                    QUICK));
    if (!laid.ok()) {
      throw RackTrouble.at(
          mooring.board(),
          "cannot lay out ~/.gantry/" + folder + ": " + laid.complaint(),
          "check rights and free space in ~/.gantry there");
    }
    return new LaidKit("../../" + folder, java.command(), java.pushed().plus(pushed));
  }

  /** The last command of a job's shell: the runner takes its place. */
  String command(RunnerRequest request) {
    return "ORT_DISABLE_TELEMETRY=1 exec "
        + Script.quote(java)
        + " -Xmx768m -XX:+UseSerialGC -XX:-UsePerfData -Djava.library.path="
        + folder
        + " -Donnxruntime.native.path="
        + folder
        + " -jar "
        + folder
        + "/"
        + RunnerKit.JAR
        + request.words().stream()
            .map(word -> " " + Script.quote(word))
            .collect(Collectors.joining());
  }

  private static Digest digest(List<RunnerKit.Part> parts) {
    String names =
        parts.stream()
            .map(part -> part.name() + " " + part.cargo().digest().hex() + "\n")
            .collect(Collectors.joining());
    return Digest.of(names.getBytes(StandardCharsets.UTF_8));
  }
}
