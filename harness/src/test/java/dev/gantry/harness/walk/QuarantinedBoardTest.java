package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Verdict;
import dev.gantry.harness.Bench;
import dev.gantry.harness.rack.BoardQuarantine;
import dev.gantry.targets.link.RackTrouble;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A board with trouble on cell after cell: no more work for it until someone has looked at it. */
class QuarantinedBoardTest {
  private static final UndisturbedRun RUN = UndisturbedRun.once();

  private static final String RACK =
      """
      rack: quarantined
      kinds:
        cpu: { backend: onnxruntime, threads: 1 }
      boards:
        - { name: sick, kind: cpu, embedded: true }
      """;

  @TempDir Path folder;

  @Test
  void repeated_trouble_puts_a_board_into_quarantine_and_a_healthy_look_lets_it_out()
      throws Exception {
    AtomicInteger asked = new AtomicInteger();

    JudgedRelease judged =
        outing()
            .run(
                folder.resolve("first"),
                (board, rack) -> {
                  throw RackTrouble.at(
                      board, "fan " + asked.incrementAndGet() + " is off", "see to it");
                });

    assertThat(judged.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(asked).as("cells that were tried before it was enough").hasValue(3);
    BoardQuarantine quarantine = new GantryHome(RUN.home()).quarantine("quarantined");
    assertThat(quarantine.of("sick").orElseThrow().reason())
        .contains("3 troubles", "fan 1 is off", "fan 2 is off", "fan 3 is off");

    Outing later = outing();
    JudgedRelease skipped = later.run(folder.resolve("second"));

    assertThat(skipped.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(skipped.troubles())
        .singleElement()
        .asString()
        .contains("in quarantine since", "fan 1 is off", "gantry rack doctor sick");
    assertThat(later.story("sick")).doesNotContain("connect");

    Path rack = RUN.home().resolve("one-model/quarantined.rack.yaml");
    assertThat(RUN.bench().gantry("rack", "list", "--rack", rack).results())
        .contains("quarantined since", "fan 3 is off");
    JsonNode list =
        new ObjectMapper()
            .readTree(RUN.bench().gantry("rack", "list", "--json", "--rack", rack).results());
    assertThat(list.get(0).get("state").asText()).isEqualTo("quarantined");
    Bench.Said doctor = RUN.bench().gantry("rack", "doctor", "sick", "--rack", rack);
    assertThat(doctor.code()).as(doctor.results() + doctor.trouble()).isZero();
    assertThat(doctor.results()).contains("healthy", "let out of quarantine");
    assertThat(quarantine.entries()).isEmpty();
  }

  private static Outing outing() throws Exception {
    String release =
        Outing.release("[fp32, fp16, int8]", "[cpu]")
            .replace("release: rail-demo", "release: three");
    return new Outing(RUN.home(), "quarantined", release, RACK);
  }
}
