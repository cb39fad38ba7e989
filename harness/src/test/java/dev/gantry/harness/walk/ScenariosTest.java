package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way of driving an engine, from the release file to the evidence. */
class ScenariosTest {
  private static final UndisturbedRun RUN = UndisturbedRun.once();
  private static final String DRIVEN =
      """
          deadline: { rate: 50 Hz, misses: "<= 90 %", for: 2 s, within: 1 s }
          throughput: { least: ">= 1 /s", for: 2 s }
          soak: { for: 6 s, window: 2 s, p50: "<= 1 s" }
          cold: { load: "<= 60 s", first: "<= 60 s", starts: 7 }
      """;

  @TempDir Path folder;

  @Test
  void every_scenario_brings_its_evidence_home_under_names_of_its_own() throws Exception {
    Path out = folder.resolve("out");
    String rack =
        """
        rack: driven
        kinds:
          cpu: { backend: onnxruntime, threads: 1 }
        boards:
          - { name: bench-1, kind: cpu, embedded: true }
        """;

    JudgedRelease judged =
        new Outing(RUN.home(), "driven", Outing.release("[fp32]", "[cpu]") + DRIVEN, rack).run(out);

    Path trial = out.resolve("dossier/trials/rail-signals/fp32/cpu/bench-1");
    assertThat(judged.verdict()).as(judged.findings().toString()).isEqualTo(Verdict.PASSED);
    assertThat(names(trial))
        .contains("single-1.ns", "single-3.ns", "single-1.answers.tensors")
        .contains("offline-5.ns", "periodic-5.ns", "periodic-1.answers.tensors")
        .contains("soak-00001.ns", "soak-00002.ns", "soak-00003.ns", "soak-1.answers.tensors")
        .contains("cold-1.ns", "cold-7.ns", "outputs.tensors", "runner.log")
        .contains("periodic-1.telemetry")
        .doesNotContain("soak-00004.ns", "cold-8.ns", "state-before.properties");
    assertThat(Files.size(trial.resolve("periodic-1.ns"))).isEqualTo(20 * Long.BYTES);
    JsonNode told = new ObjectMapper().readTree(trial.resolve("trial.json").toFile());
    assertThat(told.at("/states")).as("looks at the board, before and after").hasSize(2);
    assertThat(RUN.home().resolve("boards/driven/bench-1/home/.gantry/jobs"))
        .as("work that is safe at home")
        .satisfies(
            jobs ->
                assertThat(names(jobs)).noneMatch(name -> name.contains("rail-signals.fp32.cpu")));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
