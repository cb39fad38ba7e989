package dev.gantry.targets;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trouble;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.targets.job.Job;
import dev.gantry.targets.job.JobFolder;
import dev.gantry.targets.job.JobOrder;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.command.BoardScript;
import dev.gantry.targets.link.command.CompletedCommand;
import dev.gantry.targets.probe.BoardFact;
import dev.gantry.targets.probe.BoardProbe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks that TensorRT of a board computes rightly when the runner drives it. A runner that was
 * made for another version may call what means something else there, and be answered with wrong
 * numbers. It is asked once for each runner, TensorRT and GPU of a board, and the answer kept
 * there.
 */
record BoardSelfTest(BoardSession session, BoardProbe probe) {
  private static final Duration QUICK = Duration.ofSeconds(60);
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration EXPECTED = Duration.ofMinutes(1);
  private static final String VERSION = "tensorrt.version";

  /** Trouble where it does not pass. */
  InstalledKit passed(InstalledKit kit) throws RigException {
    String file = ".gantry/" + kit.folder().replace("../", "") + "/self-test";
    Optional<String> kept = kept(file);
    if (kept.isPresent()) {
      return kit.proven(kept.get());
    }
    session.note("self-test of TensorRT");
    RunnerRequest request = new RunnerRequest.SelfTest(Backend.TENSORRT);
    JobOrder order =
        new JobOrder(
            String.join(" ", request.words()),
            kit.command(new BoardTool.Errand(request, List.of(), Optional.empty())),
            LIMIT,
            "");
    Job job = new Job(new JobFolder(session.options().errand(), "self-test"));
    RunnerReport report =
        new JobRun(session, job, order, EXPECTED, "the self-test", line -> {}).report();
    String version =
        report
            .fact(VERSION)
            .filter(told -> told.matches("[0-9.]{1,20}"))
            .orElseThrow(
                () ->
                    new RigException(
                        new Trouble(
                            Blame.TOOLCHAIN,
                            session.board(),
                            "the self-test ended well and tells of no version of TensorRT",
                            "this is a fault of Gantry; please report it")));
    keep(file, version);
    return kit.proven(version);
  }

  /** The version that it passed with, if all that decides it is as it was then. */
  private Optional<String> kept(String file) throws RigException {
    CompletedCommand said =
        session.persist(
            "the look for a self-test", link -> link.run("cd && cat " + file + " || :", QUICK));
    List<String> lines = said.lines();
    return probe.fact(BoardFact.TENSORRT).isPresent()
            && lines.size() == 2
            && lines.get(0).equals(board())
            && !lines.get(1).isBlank()
        ? Optional.of(lines.get(1))
        : Optional.empty();
  }

  private void keep(String file, String version) throws RigException {
    CompletedCommand kept =
        session.persist(
            "the keeping of a self-test",
            link ->
                link.run(
                    "cd && printf '%s\\n' "
                        + BoardScript.quote(board())
                        + " "
                        + BoardScript.quote(version)
                        + " > "
                        + file,
                    QUICK));
    if (!kept.ok()) {
      throw RackTrouble.at(
          session.board(),
          "cannot write ~/" + file + ": " + kept.complaint(),
          "check rights and free space in ~/.gantry there");
    }
  }

  private String board() {
    return BoardFact.of(BoardFact.Use.SELF_TEST).stream()
        .map(fact -> fact.key() + "=" + probe.fact(fact).orElse("").replaceAll("\\s+", " "))
        .collect(Collectors.joining("; "));
  }
}
