package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.harness.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One release on three agents: together they find what one agent alone finds. */
class ShardedRunTest {
  private static final UndisturbedRun WHOLE = UndisturbedRun.once();

  @TempDir static Path folder;

  private static Bench.Said shard(int number, Path out, Object... more) throws IOException {
    Object[] words =
        Stream.concat(
                Stream.of(
                    "run",
                    WHOLE.bench().demo().release(),
                    "--rack",
                    WHOLE.bench().demo().rack(),
                    "--shard",
                    number + "/3",
                    "--out",
                    out),
                Stream.of(more))
            .toArray();
    return WHOLE.bench().gantry(words);
  }

  @Test
  void shards_merge_to_what_one_run_finds_and_a_dead_one_is_named_until_it_is_resumed()
      throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    Path three = folder.resolve("three");
    assertThat(shard(1, one).code()).isZero();
    assertThat(shard(3, three).code()).isZero();
    Bench.Said second = shard(2, two);
    assertThat(second.code()).as(second.trouble()).isZero();
    assertThat(second.results())
        .contains("PASSED  rail-demo, shard 2 of 3 alone", "no verdict on the release");
    JsonNode part = Bench.verdict(two);
    assertThat(part.get("schema").asText()).isEqualTo("gantry.shard-verdict/1");
    assertThat(part.has("verdict")).as("taken for that on the release").isFalse();
    assertThat(part.get("shard-verdict").asText()).isEqualTo("PASSED");
    assertThat(part.at("/shard/boards").toString()).isEqualTo("[\"bench-2\"]");

    // The second agent dies before the trial of its board is in the journal.
    killBeforeTheTrial(two);
    Path lacking = folder.resolve("lacking");
    Bench.Said told = WHOLE.bench().gantry("merge", one, two, three, "--out", lacking);
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.results())
        .contains(
            "INCONCLUSIVE  rail-demo",
            "NOT_MEASURED rail-signals/fp32/cpu/bench-2/",
            "shard 2 of 3: ended before it was through",
            "--shard 2/3 --resume'");
    assertThat(outcomes(lacking, "NOT_MEASURED")).allMatch(id -> id.contains("/bench-2/"));

    Bench.Said missing =
        WHOLE.bench().gantry("merge", one, three, "--out", folder.resolve("missing"));
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.results()).contains("shard 2 of 3: is missing, with boards bench-2");

    assertThat(shard(2, two, "--resume").code()).isZero();
    Path merged = folder.resolve("merged");
    Bench.Said whole = WHOLE.bench().gantry("merge", three, two, one, "--out", merged);
    assertThat(whole.code()).as(whole.results() + whole.trouble()).isZero();
    assertThat(whole.results()).contains("PASSED  rail-demo").doesNotContain("shard");
    assertThat(Bench.verdict(merged).get("schema").asText()).isEqualTo("gantry.verdict/1");
    assertThat(Bench.outcomes(merged)).isEqualTo(Bench.outcomes(WHOLE.out()));
    assertThat(measured(merged)).isNotEmpty().isEqualTo(measured(WHOLE.out()));
    assertThat(Bench.verdict(merged).get("engines"))
        .isEqualTo(Bench.verdict(WHOLE.out()).get("engines"));

    Path judged = Bench.copy(merged, folder.resolve("judged-again"));
    assertThat(WHOLE.bench().gantry("judge", judged).code()).isZero();
    assertThat(judged.resolve("verdict.json"))
        .hasSameTextualContentAs(merged.resolve("verdict.json"));
  }

  private static void killBeforeTheTrial(Path out) throws IOException {
    Path journal = out.resolve("dossier/journal.jsonl");
    List<String> lines =
        Files.readAllLines(journal).stream()
            .takeWhile(line -> !line.contains("\"event\":\"trial\""))
            .toList();
    Files.writeString(journal, String.join("\n", lines) + "\n");
  }

  private static List<String> outcomes(Path out, String outcome) throws IOException {
    return Bench.outcomes(out).entrySet().stream()
        .filter(finding -> finding.getValue().equals(outcome))
        .map(java.util.Map.Entry::getKey)
        .toList();
  }

  /** What does not depend on the hour: parity and what the task lost. */
  private static SortedMap<String, Double> measured(Path out) throws IOException {
    SortedMap<String, Double> measured = new TreeMap<>();
    for (JsonNode finding : Bench.verdict(out).get("findings")) {
      String criterion = finding.get("criterion").asText();
      if (criterion.startsWith("parity") || criterion.startsWith("task")) {
        measured.put(finding.get("id").asText(), finding.get("measured").asDouble());
      }
    }
    return measured;
  }

  @Test
  void a_shard_is_resumed_as_the_shard_that_it_is() throws IOException {
    Path out = folder.resolve("begun");
    assertThat(shard(1, out).code()).isZero();
    Bench.Said other = shard(2, out, "--resume");
    assertThat(other.code()).isEqualTo(64);
    assertThat(other.trouble())
        .contains("was begun as shard 1 of 3, and is to be resumed as shard 2 of 3", "--shard 1/3");
    Bench.Said whole =
        WHOLE.bench().gantry("run", WHOLE.bench().demo().release(), "--out", out, "--resume");
    assertThat(whole.code()).isEqualTo(64);
    assertThat(whole.trouble()).contains("was begun as shard 1 of 3");
  }

  @Test
  void shards_that_cannot_be_are_refused_before_anything_is_done() throws IOException {
    Path out = folder.resolve("none");
    for (String nonsense : List.of("0/3", "4/3", "2", "2/0", "a/b", "2/3/4", "")) {
      Bench.Said said =
          WHOLE
              .bench()
              .gantry("run", WHOLE.bench().demo().release(), "--out", out, "--shard", nonsense);
      assertThat(said.code()).as(nonsense).isEqualTo(64);
      assertThat(said.trouble()).contains("is no shard; the second of three is written 2/3");
    }
    Bench.Said many =
        WHOLE.bench().gantry("run", WHOLE.bench().demo().release(), "--out", out, "--shard", "1/4");
    assertThat(many.code()).isEqualTo(64);
    assertThat(many.trouble()).contains("can be split into 3 shards at most, not 4");
    assertThat(out).doesNotExist();
  }

  @Test
  void the_plan_shows_the_split() throws IOException {
    Bench.Said said = WHOLE.bench().gantry("plan", WHOLE.bench().demo().release(), "--shards", "2");
    assertThat(said.code()).isZero();
    assertThat(said.results())
        .contains("shard 1 of 2: bench-1, bench-2; 2 trials", "shard 2 of 2: bench-3; 1 trial");
    assertThat(
            WHOLE
                .bench()
                .gantry("plan", WHOLE.bench().demo().release(), "--shards", "2", "--json")
                .results())
        .contains("\"gantry.sharding/1\"", "\"bench-3\"");
  }
}
