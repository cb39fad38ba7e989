package dev.gantry.targets.doctor;

import dev.gantry.dossier.Backend;
import dev.gantry.targets.doctor.BoardComplaint.Severity;
import dev.gantry.targets.probe.BoardFact;
import dev.gantry.targets.probe.BoardProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Checks what is installed on a board, and tells what of it is missing. */
record InstallationCheck(BoardProbe probe, Optional<Path> jre) {
  private static final int JAVA = 17;
  private static final Set<String> RUNNER_ARCHITECTURES = Set.of("x86_64", "aarch64");
  private static final Map<String, String> PACKAGES =
      new TreeMap<>(
          Map.of(
              "bash", "bash",
              "flock", "util-linux",
              "setsid", "util-linux",
              "sha256sum", "coreutils",
              "timeout", "coreutils",
              "tar", "tar"));

  void complain(Backend backend, List<BoardComplaint> complaints) {
    PACKAGES.forEach(
        (tool, from) -> {
          if (probe.fact("missing." + tool).isPresent()) {
            complaints.add(
                new BoardComplaint(
                    Severity.BLOCKS, tool + " is missing", "install the package " + from));
          }
        });
    if (BoardDoctor.needsRunner(backend)) {
      java(complaints);
      architecture(complaints);
    } else if (probe.fact(BoardFact.TRTEXEC).isEmpty()) {
      complaints.add(
          new BoardComplaint(
              Severity.BLOCKS,
              "trtexec is missing: " + why(BoardFact.TRTEXEC),
              "install the package libnvinfer-bin, or choose another backend for this kind"));
    }
    if (probe.fact(BoardFact.L4T).isPresent() && probe.fact(BoardFact.JETPACK).isEmpty()) {
      complaints.add(
          new BoardComplaint(
              Severity.DOUBTFUL,
              "the JetPack is unknown: " + why(BoardFact.JETPACK),
              "leave out expect.jetpack, or use a newer Gantry"));
    }
  }

  private void java(List<BoardComplaint> complaints) {
    if (probe
        .fact(BoardFact.JAVA_RELEASE)
        .filter(release -> Integer.parseInt(release) >= JAVA)
        .isPresent()) {
      return;
    }
    String what =
        probe
            .fact(BoardFact.JAVA)
            .map(java -> "Java " + JAVA + " or newer is missing: there is " + java)
            .orElseGet(
                () ->
                    probe.fact("missing.java").isPresent()
                        ? "Java " + JAVA + " is missing: " + why(BoardFact.JAVA)
                        : why(BoardFact.JAVA));
    if (jre.isEmpty()) {
      complaints.add(
          new BoardComplaint(
              Severity.BLOCKS,
              what,
              "install a Java 17 runtime, or name an archive of one as jre in the rack file"));
    } else if (!Files.isRegularFile(jre.get())) {
      complaints.add(
          new BoardComplaint(
              Severity.BLOCKS,
              what + "; the archive " + jre.get() + " that the rack file names is not there",
              "correct jre in the rack file"));
    } else {
      complaints.add(
          new BoardComplaint(
              Severity.HINT,
              what,
              "nothing: "
                  + jre.get().getFileName()
                  + " of the rack file is pushed at the first visit"));
    }
  }

  private void architecture(List<BoardComplaint> complaints) {
    Optional<String> architecture = probe.fact(BoardFact.ARCHITECTURE);
    if (architecture.filter(RUNNER_ARCHITECTURES::contains).isEmpty()) {
      complaints.add(
          new BoardComplaint(
              Severity.BLOCKS,
              "no runner for architecture " + architecture.orElse("unknown"),
              "boards are x86_64 or aarch64; other ones work with the backend trtexec only"));
    }
  }

  private String why(BoardFact fact) {
    return probe.why(fact);
  }
}
