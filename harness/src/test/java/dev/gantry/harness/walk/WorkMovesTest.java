package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Trouble;
import dev.gantry.dossier.Verdict;
import dev.gantry.harness.Bench;
import dev.gantry.targets.link.LostLink;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One sick board never blocks the others, and what it leaves another unit of its kind takes. */
class WorkMovesTest {
  private static final UndisturbedRun RUN = UndisturbedRun.once();

  private static final String TWO_OF_A_KIND =
      """
      rack: %s
      kinds:
        cpu: { backend: onnxruntime, threads: 1, units: %s }
      boards:
        - { name: unit-1, kind: cpu, embedded: true }
        - { name: unit-2, kind: cpu, embedded: true }
      """;

  @TempDir Path folder;

  @Test
  void where_any_unit_will_do_one_is_measured() throws Exception {
    Path out = folder.resolve("out");
    Outing outing = outing("any-one", "any");

    JudgedRelease judged = outing.run(out);

    assertThat(judged.verdict()).as(judged.troubles().toString()).isEqualTo(Verdict.PASSED);
    assertThat(judged.accounts()).hasSize(1);
  }

  @Test
  void the_cell_of_an_unplugged_board_is_measured_by_another_unit() throws Exception {
    Path out = folder.resolve("out");
    Outing outing = outing("any-unplugged", "any").unplugFirst(now -> now.what().equals("timed"));

    JudgedRelease judged = outing.run(out);

    String sick = outing.unplugged();
    String other = sick.equals("unit-1") ? "unit-2" : "unit-1";
    assertThat(judged.verdict()).as(outing.story(sick)).isEqualTo(Verdict.PASSED);
    assertThat(Bench.outcomes(out).keySet())
        .allMatch(finding -> finding.contains("/" + other + "/"));
    assertThat(judged.troubles()).as("people are told why").hasSize(1);
    assertThat(judged.troubles().get(0).where()).isEqualTo(sick);
    assertThat(judged.troubles().get(0).blame()).isEqualTo(Blame.RACK);
  }

  @Test
  void where_all_units_count_an_unplugged_one_is_missed() throws Exception {
    Path out = folder.resolve("out");
    Outing outing = outing("all-unplugged", "all").unplugFirst(now -> now.what().equals("timed"));

    JudgedRelease judged = outing.run(out);

    assertThat(judged.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    Map<String, String> outcomes = Bench.outcomes(out);
    String sick = outing.unplugged();
    String other = sick.equals("unit-1") ? "unit-2" : "unit-1";
    assertThat(outcomes)
        .containsEntry("rail-signals/fp32/cpu/" + sick + "/latency.p99", "NOT_MEASURED")
        .containsEntry("rail-signals/fp32/cpu/" + other + "/latency.p99", "MET");
  }

  @Test
  void a_board_that_dies_while_it_builds_leaves_the_building_to_another() throws Exception {
    Path out = folder.resolve("out");
    AtomicReference<String> builder = new AtomicReference<>("");

    JudgedRelease judged =
        outing("builder-dies", "all")
            .run(
                out,
                (board, rack) -> {
                  if (builder.compareAndSet("", board)) {
                    rack.embedded(board).orElseThrow().unplug();
                    throw LostLink.during(board, "the build of the engine");
                  }
                });

    String other = builder.get().equals("unit-1") ? "unit-2" : "unit-1";
    assertThat(judged.engines()).hasSize(1);
    assertThat(Bench.outcomes(out))
        .containsEntry("rail-signals/fp32/cpu/" + other + "/latency.p99", "MET")
        .containsEntry("rail-signals/fp32/cpu/" + builder + "/latency.p99", "NOT_MEASURED");
    assertThat(judged.troubles())
        .singleElement()
        .extracting(Trouble::what)
        .asString()
        .contains("the build of the engine");
  }

  @Test
  void a_board_in_the_wrong_state_is_told_before_hours_are_spent_on_it() throws Exception {
    Path out = folder.resolve("out");
    String rack =
        TWO_OF_A_KIND
            .formatted("wrong-state", "any")
            .replace("units: any", "expect: { jetpack: \"6.2\" }");
    Outing outing = new Outing(RUN.home(), "wrong-state", Outing.release("[fp32]", "[cpu]"), rack);

    JudgedRelease judged = outing.run(out);

    assertThat(judged.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judged.troubles())
        .hasSize(2)
        .allMatch(trouble -> trouble.blame() == Blame.RACK)
        .allMatch(trouble -> trouble.what().contains("JetPack"));
    assertThat(outing.story("unit-1")).doesNotContain("timed");
  }

  private Outing outing(String name, String units) throws Exception {
    return new Outing(
        RUN.home(), name, Outing.release("[fp32]", "[cpu]"), TWO_OF_A_KIND.formatted(name, units));
  }
}
