package dev.gantry.harness.kept;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.JudgedRelease.Account;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan.PlannedBoard;
import dev.gantry.dossier.Shard;
import dev.gantry.dossier.Trouble;
import dev.gantry.files.FileTrees;
import dev.gantry.harness.Bench;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.harness.folder.DossierFolders;
import dev.gantry.harness.folder.VerdictFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pipelines are promised of verdict.json, held against the files that are written. */
class VerdictSchemaTest {
  private static final Path SCHEMA = Path.of("..", "docs", "schema", "verdict.schema.json");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;
  private SchemaCheck schema;
  private Bench bench;

  @BeforeEach
  void a_home_of_its_own() throws IOException {
    schema = new SchemaCheck(MAPPER.readTree(SCHEMA.toFile()));
    bench = new Bench(folder.resolve("home"));
  }

  @Test
  void a_board_is_named_with_what_runs_there_and_how_often_it_was_measured() throws IOException {
    Path out = new KeptDossier("judged-1").unpack(folder);
    bench.gantry("judge", out);

    JsonNode board = Bench.verdict(out).at("/boards/0");
    assertThat(board.get("board").asText()).isEqualTo("bench-1");
    assertThat(board.get("onnxruntime").asText()).isEqualTo("1.29.0");
    assertThat(board.get("jetpack").isNull()).isTrue();
    assertThat(board.get("tensorrt").isNull()).isTrue();
    assertThat(board.get("processes")).isEqualTo(IntNode.valueOf(14));
    assertThat(Bench.verdict(out).at("/cells/2/processes/bench-1")).isEqualTo(IntNode.valueOf(10));

    FileTrees.delete(out.resolve("dossier/trials"));
    bench.gantry("judge", out);
    assertThat(Bench.verdict(out).at("/boards/0/processes").isNull()).isTrue();
    assertThat(Bench.verdict(out).at("/cells/2/processes/bench-1").isNull()).isTrue();
  }

  @Test
  void every_property_of_the_schema_stands_in_a_file_that_follows_it() throws Exception {
    for (KeptDossier kept : KeptDossier.all()) {
      Path out = kept.unpack(folder);
      follows(Files.readString(out.resolve("verdict.json")));
      follows(bench.gantry("judge", out, "--policy", stricter(), "--json").results());
      bench.gantry("judge", out);
      JudgedRelease judged = judged(out);
      follows(new VerdictFile().text(judged, Optional.empty(), Optional.empty()));
      follows(new VerdictFile().text(onJetsons(judged), Optional.empty(), Optional.empty()));

      FileTrees.delete(out.resolve("dossier/trials"));
      bench.gantry("judge", out);
      follows(Files.readString(out.resolve("verdict.json")));
      Files.writeString(out.resolve("dossier/plan.json"), "{}");
      assertThat(bench.gantry("judge", out).code()).isEqualTo(64);
      follows(Files.readString(out.resolve("verdict.json")));
      Files.writeString(out.resolve("verdict.json.withdrawn"), "{");
      bench.gantry("judge", out);
      follows(Files.readString(out.resolve("verdict.json")));
    }
    assertThat(schema.unseen()).isEmpty();
  }

  private void follows(String text) throws IOException {
    assertThat(schema.problems(MAPPER.readTree(text))).as(text).isEmpty();
  }

  /** The limits of the kept runs, one of them harder. */
  private Path stricter() throws IOException {
    try (InputStream kept = VerdictSchemaTest.class.getResourceAsStream("release.yaml")) {
      String text = new String(Objects.requireNonNull(kept).readAllBytes(), StandardCharsets.UTF_8);
      return Files.writeString(
          folder.resolve("policy.yaml"),
          text.replace("for: 1 s", "for: 5 s").replace(">= 0.99\" }", ">= 0.99999\" }"));
    }
  }

  private static JudgedRelease judged(Path out) throws RefusedException, IOException {
    try (DossierFolder dossier = new DossierFolders(Clock.systemUTC()).open(out)) {
      return dossier.judged();
    }
  }

  /** The same as the judgement of a shard whose boards have JetPack. */
  private static JudgedRelease onJetsons(JudgedRelease judged) {
    List<String> boards = judged.plan().boards().stream().map(PlannedBoard::name).toList();
    return new JudgedRelease(
        judged.plan(),
        Optional.of(new Shard(1, 2, boards)),
        judged.verdict(),
        judged.rules(),
        judged.started(),
        judged.finished(),
        judged.engines(),
        judged.findings(),
        List.of(new Trouble(Blame.RACK, boards.get(0), "was lost", "look at it")),
        judged.accounts().stream().map(VerdictSchemaTest::onJetson).toList());
  }

  private static Account onJetson(Account account) {
    SortedMap<String, String> facts = new TreeMap<>(account.facts());
    facts.remove("onnxruntime.version");
    facts.put("jetpack", "6.2");
    facts.put("tensorrt", "10.3.0");
    return new Account(
        account.cell(),
        account.board(),
        account.simulated(),
        account.started(),
        account.finished(),
        account.engine(),
        account.latency(),
        account.peakMemory(),
        account.load(),
        account.pushed(),
        facts,
        account.ran(),
        account.remarks(),
        account.layers(),
        account.task());
  }

  @Test
  void what_is_no_verdict_does_not_follow_the_schema() throws IOException {
    Path out = new KeptDossier("judged-1").unpack(folder);
    bench.gantry("judge", out);
    ObjectNode verdict = (ObjectNode) Bench.verdict(out);

    assertThat(schema.problems(verdict.deepCopy().put("more", 1))).hasSize(1);
    assertThat(schema.problems(verdict.deepCopy().put("verdict", "passed"))).isNotEmpty();
    assertThat(schema.problems(verdict.deepCopy().without("verdict"))).isNotEmpty();
    assertThat(schema.problems(verdict.deepCopy().without("findings"))).isNotEmpty();
    ((ObjectNode) verdict.at("/boards/0")).put("processes", 0);
    assertThat(schema.problems(verdict)).singleElement().asString().contains("/boards/0/processes");
    ((ObjectNode) verdict.at("/boards/0")).put("processes", "14");
    assertThat(schema.problems(verdict)).singleElement().asString().contains("/boards/0/processes");
  }
}
