package dev.gantry.harness.kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.files.FileTrees;
import dev.gantry.harness.Bench;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.harness.folder.DossierFolders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dossiers that earlier versions left are read, judged and drawn by this one. */
class KeptDossiersTest {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void a_home_of_its_own() {
    bench = new Bench(folder.resolve("home"));
  }

  @ParameterizedTest
  @MethodSource("dev.gantry.harness.kept.KeptDossier#all")
  void all_findings_are_as_they_were_but_those_that_a_listed_rule_changed(KeptDossier kept)
      throws IOException {
    Path out = kept.unpack(folder);
    Map<String, JsonNode> before = findings(out);

    Bench.Said said = bench.gantry("judge", out, "--json");

    JsonNode told = new ObjectMapper().readTree(said.results());
    assertThat(told.at("/before/rules").asInt(-1)).isZero();
    for (JsonNode changed : told.get("changed")) {
      String id = changed.get("id").asText();
      assertThat(before.remove(id)).as(id).isEqualTo(changed.get("before"));
      assertThat(changed.get("reasons"))
          .as(id)
          .isNotEmpty()
          .allSatisfy(reason -> assertThat(reason.get("rule").asInt()).isPositive());
    }
    assertThat(findings(out)).containsAllEntriesOf(before);
    if (told.get("changed").isEmpty()) {
      assertThat(told.get("verdict")).isEqualTo(told.at("/before/verdict"));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.gantry.harness.kept.KeptDossier#all")
  void judged_once_more_nothing_changes_any_more(KeptDossier kept) throws IOException {
    Path out = kept.unpack(folder);
    bench.gantry("judge", out);
    byte[] verdict = Files.readAllBytes(out.resolve("verdict.json"));

    Bench.Said said = bench.gantry("judge", out, "--json");

    JsonNode told = new ObjectMapper().readTree(said.results());
    assertThat(told.get("changed")).isEmpty();
    assertThat(told.at("/before/rules")).isEqualTo(told.get("rules"));
    assertThat(out.resolve("verdict.json")).hasBinaryContent(verdict);
    assertThat(bench.gantry("judge", out).results()).doesNotContain("judged before");
  }

  @ParameterizedTest
  @MethodSource("dev.gantry.harness.kept.KeptDossier#all")
  void an_old_dossier_is_drawn_and_inspected(KeptDossier kept) throws IOException {
    Path out = kept.unpack(folder);

    assertThat(bench.gantry("report", out).code()).isEqualTo(1);
    assertThat(out.resolve("index.html")).exists();
    Bench.Said said = bench.gantry("inspect", out);
    assertThat(said.code()).as(said.trouble()).isZero();
    for (String file : List.of("plan.json", "judged.json")) {
      assertThat(bench.gantry("inspect", out.resolve("dossier").resolve(file)).code()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.gantry.harness.kept.KeptDossier#all")
  void what_an_old_dossier_cannot_tell_is_not_measured(KeptDossier kept) throws IOException {
    Path out = kept.unpack(folder);
    Path policy = policy("precisions: [fp32, int8]", "precisions: [fp32, int8]\n    builds: 2");

    Bench.Said said = bench.gantry("judge", out, "--policy", policy, "--json");

    JsonNode told = new ObjectMapper().readTree(said.results());
    assertThat(told.get("findings"))
        .as(said.trouble())
        .filteredOn(finding -> finding.get("criterion").asText().startsWith("rebuilt."))
        .isNotEmpty()
        .allSatisfy(
            finding -> assertThat(finding.get("outcome").asText()).isEqualTo("NOT_MEASURED"));
    assertThat(told.get("changed"))
        .filteredOn(changed -> changed.get("id").asText().contains("/rebuilt."))
        .isNotEmpty()
        .allSatisfy(
            changed -> {
              assertThat(changed.get("before").isNull()).isTrue();
              assertThat(changed.at("/reasons/0/sort").asText()).isEqualTo("limit");
            });
  }

  @Test
  void another_limit_is_told_as_the_reason_of_what_it_changed() throws IOException {
    Path out = new KeptDossier("judged-1").unpack(folder);

    Bench.Said said =
        bench.gantry("judge", out, "--policy", policy(">= 0.99\" }", ">= 0.99999\" }"));

    assertThat(said.code()).as(said.trouble()).isEqualTo(1);
    assertThat(said.results())
        .contains("judged before by rules that had no number")
        .contains("now BROKEN signals/int8/cpu/bench-1/parity.cosine", "before MET")
        .contains("limit: >= 0.99 at 99 %, now >= 0.99999 at 99 %");
  }

  @Test
  void a_trial_that_is_gone_is_told_as_the_reason() throws IOException {
    Path out = new KeptDossier("judged-2").unpack(folder);
    FileTrees.delete(out.resolve("dossier/trials/signals/fp32/cpu/bench-1"));

    Bench.Said said = bench.gantry("judge", out);

    assertThat(said.results())
        .contains("now NOT_MEASURED signals/fp32/cpu/bench-1/parity.sqnr", "before MET")
        .containsPattern("evidence: the trial of 2026-.*Z, now none");
  }

  @Test
  void a_judgement_that_was_changed_is_not_compared_and_that_is_told() throws IOException {
    Path out = new KeptDossier("judged-3").unpack(folder);
    Path judged = out.resolve("dossier/judged.json");
    Files.writeString(judged, Files.readString(judged).replace("\"MET\"", "\"BROKEN\""));

    Bench.Said said = bench.gantry("judge", out);

    assertThat(said.trouble()).contains("what changed since it was judged before is not known");
    assertThat(said.results()).doesNotContain("judged before");
  }

  @Test
  void a_changed_byte_anywhere_in_an_old_dossier_is_refused_by_name() throws Exception {
    Path out = new KeptDossier("judged-1").unpack(folder);
    List<Path> files;
    try (Stream<Path> walk = Files.walk(out.resolve("dossier"))) {
      files =
          walk.filter(Files::isRegularFile).filter(file -> !file.endsWith("judged.json")).toList();
    }
    Random random = new Random(5);
    assertThat(files).hasSizeGreaterThan(15);
    for (Path file : files) {
      byte[] whole = Files.readAllBytes(file);
      byte[] changed = whole.clone();
      changed[random.nextInt(changed.length)] ^= 1;
      Files.write(file, changed);

      assertThatThrownBy(() -> open(out))
          .as("with a changed " + file)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining(file.getFileName().toString());
      Files.write(file, whole);
    }
    open(out);
  }

  @Test
  void nothing_is_measured_into_a_dossier_of_an_earlier_schema() throws Exception {
    Path out = new KeptDossier("judged-1").unpack(folder);
    ReleasePlan plan = open(out);

    assertThatThrownBy(
            () ->
                new DossierFolders(Clock.systemUTC())
                    .resume(out, plan, Optional.empty(), DossierFolders.Refusal.NOTHING))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("was begun by an earlier version of Gantry")
        .hasMessageContaining("gantry.plan/1");
  }

  private static ReleasePlan open(Path out) throws RefusedException, IOException {
    try (DossierFolder dossier = new DossierFolders(Clock.systemUTC()).open(out)) {
      return dossier.plan();
    }
  }

  private static Map<String, JsonNode> findings(Path out) throws IOException {
    Map<String, JsonNode> findings = new HashMap<>();
    for (JsonNode finding : Bench.verdict(out).get("findings")) {
      findings.put(finding.get("id").asText(), finding);
    }
    return findings;
  }

  /** The limits of the kept runs, one of them changed. */
  private Path policy(String old, String fresh) throws IOException {
    Path policy = folder.resolve("policy.yaml");
    try (InputStream kept = KeptDossiersTest.class.getResourceAsStream("release.yaml")) {
      String text = new String(Objects.requireNonNull(kept).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).contains(old);
      // A deadline was driven by one process for the whole time then, and by five in turn now.
      return Files.writeString(policy, text.replace("for: 1 s", "for: 5 s").replace(old, fresh));
    }
  }
}
