package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.harness.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dossier judged again, whole, damaged, or under another policy; no board is touched. */
class JudgedAgainTest {
  private static final UndisturbedRun RUN = UndisturbedRun.once();

  @TempDir static Path folder;

  @Test
  void judging_and_reporting_again_changes_no_byte_of_the_verdict() throws IOException {
    Path copy = Bench.copy(RUN.out(), folder.resolve("judged-again"));
    byte[] before = Files.readAllBytes(copy.resolve("verdict.json"));

    assertThat(RUN.bench().gantry("judge", copy).code()).isZero();
    assertThat(Files.readAllBytes(copy.resolve("verdict.json"))).isEqualTo(before);
    assertThat(RUN.bench().gantry("report", copy).code()).isZero();
    assertThat(Files.readAllBytes(copy.resolve("verdict.json"))).isEqualTo(before);
  }

  @Test
  void a_missing_trial_is_inconclusive_and_names_its_cell() throws IOException {
    Path copy = Bench.copy(RUN.out(), folder.resolve("one-trial-less"));
    UndisturbedRun.delete(copy.resolve("dossier/trials/rail-signals/fp32/cpu/bench-2"));

    Bench.Said said = RUN.bench().gantry("judge", copy);

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.results()).contains("rail-signals/fp32/cpu/bench-2");
    assertThat(Bench.outcomes(copy))
        .containsEntry("rail-signals/fp32/cpu/bench-2/parity.sqnr", "NOT_MEASURED")
        .containsEntry("rail-signals/fp32/cpu/bench-1/parity.sqnr", "MET");
  }

  @Test
  void a_trial_that_lacks_one_file_is_refused_by_the_name_of_the_file() throws IOException {
    Path copy = Bench.copy(RUN.out(), folder.resolve("one-file-less"));
    Files.delete(
        copy.resolve("dossier/trials/rail-signals/fp32/cpu/bench-2").resolve("single-1.ns"));

    Bench.Said said = RUN.bench().gantry("judge", copy);

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains("bench-2/single-1.ns", "is missing");
  }

  @Test
  void a_changed_byte_anywhere_in_the_evidence_is_refused_by_name() throws IOException {
    Path copy = Bench.copy(RUN.out(), folder.resolve("tampered"));
    List<Path> files;
    try (Stream<Path> walk = Files.walk(copy.resolve("dossier"))) {
      files =
          walk.filter(Files::isRegularFile)
              .filter(file -> !file.endsWith(".lock") && !file.endsWith("judged.json"))
              .toList();
    }
    assertThat(files).hasSizeGreaterThan(15);
    Random random = new Random(7);
    for (Path file : files) {
      byte[] whole = Files.readAllBytes(file);
      byte[] changed = whole.clone();
      changed[random.nextInt(changed.length)] ^= 1;
      Files.write(file, changed);

      Bench.Said said = RUN.bench().gantry("judge", copy);

      assertThat(said.code()).as("with a changed " + file).isEqualTo(64);
      assertThat(said.trouble()).contains(file.getFileName().toString());
      Files.write(file, whole);
    }
    assertThat(RUN.bench().gantry("judge", copy).code()).isZero();
  }

  @Test
  void another_policy_is_judged_and_shown_but_never_written_over_the_run() throws IOException {
    Path copy = Bench.copy(RUN.out(), folder.resolve("stricter"));
    byte[] before = Files.readAllBytes(copy.resolve("verdict.json"));

    Bench.Said said =
        RUN.bench()
            .gantry("judge", copy, "--policy", policy("\"<= 50 ms\"", "\"<= 1 ns\""), "--json");

    assertThat(said.code()).as(said.results() + said.trouble()).isEqualTo(1);
    JsonNode verdict = new ObjectMapper().readTree(said.results());
    assertThat(verdict.get("verdict").asText()).isEqualTo("FAILED");
    assertThat(verdict.get("policy").asText()).endsWith("policy.yaml");
    assertThat(said.trouble()).contains("nothing was written");
    assertThat(Files.readAllBytes(copy.resolve("verdict.json"))).isEqualTo(before);
    assertThat(RUN.bench().gantry("judge", copy).code()).isZero();
  }

  @Test
  void a_policy_that_speaks_of_other_cells_is_refused_rather_than_passed_over() throws IOException {
    assertPolicyRefused("[fp32]", "[fp32, fp16]", "fp16/cpu, which was not measured");
    assertPolicyRefused("[cpu, cpu-2t]", "[cpu]", "says nothing of rail-signals/fp32/cpu-2t");
    assertPolicyRefused("[cpu, cpu-2t]", "[cpu, cpu-2t, cpu-9t]", "was not measured");
    assertPolicyRefused("p50: ", "regression: \"<= 5 %\", p50: ", "no baseline");
    assertPolicyRefused(
        "release: rail-demo",
        "release: rail-demo\nwaivers: [{ finding: a/fp32/b/c/d, owner: o, reason: r, expires: 2030-01-01 }]",
        "matches no finding");
  }

  @Test
  void a_waiver_in_the_policy_lets_a_broken_limit_pass_by_name() throws IOException {
    Path copy = Bench.copy(RUN.out(), folder.resolve("waived"));
    Path policy = policy("\"<= 50 ms\"", "\"<= 1 ns\"");
    Files.writeString(
        policy,
        Files.readString(policy)
            + "\nwaivers:\n  - { finding: rail-signals/fp32/*/*/latency.p50, owner: rail,"
            + " reason: tracked, expires: 2100-01-01 }\n");

    Bench.Said said = RUN.bench().gantry("judge", copy, "--policy", policy);

    assertThat(said.code()).as(said.results() + said.trouble()).isZero();
    assertThat(said.results()).contains("BROKEN", "waived by rail until 2100-01-01: tracked");
  }

  @Test
  void two_judges_at_once_do_not_spoil_the_journal() throws Exception {
    Path copy = Bench.copy(RUN.out(), folder.resolve("two-judges"));
    Files.delete(copy.resolve("dossier/judged.json"));
    List<CompletableFuture<Bench.Said>> judges = new ArrayList<>();
    for (int judge = 0; judge < 3; judge++) {
      judges.add(CompletableFuture.supplyAsync(() -> RUN.bench().gantry("judge", copy, "--quiet")));
    }
    for (CompletableFuture<Bench.Said> judge : judges) {
      Bench.Said said = judge.get(60, TimeUnit.SECONDS);
      assertThat(said.code()).as(said.trouble()).isIn(0, 64);
    }
    assertThat(RUN.bench().gantry("judge", copy).code()).isZero();
  }

  @Test
  void a_refused_dossier_leaves_no_verdict_that_could_be_taken_for_passed() throws IOException {
    Path copy = Bench.copy(RUN.out(), folder.resolve("refused"));
    Path file = copy.resolve("dossier/trials/rail-signals/fp32/cpu/bench-2/single-1.ns");
    byte[] whole = Files.readAllBytes(file);
    byte[] passed = Files.readAllBytes(copy.resolve("verdict.json"));
    Files.write(file, new byte[] {1});

    for (String verb : List.of("judge", "report", "judge")) {
      Bench.Said said = RUN.bench().gantry(verb, copy);

      assertThat(said.code()).as(verb).isEqualTo(64);
      assertThat(said.trouble())
          .contains("single-1.ns", "verdict.json says INCONCLUSIVE now", "kept as *.withdrawn")
          .doesNotContain("nothing was changed");
      JsonNode verdict = Bench.verdict(copy);
      assertThat(verdict.get("verdict").asText()).isEqualTo("INCONCLUSIVE");
      assertThat(verdict.get("release").asText()).isEqualTo("rail-demo");
      assertThat(verdict.get("findings")).isEmpty();
      assertThat(verdict.at("/troubles/0/blame").asText()).isEqualTo("DATA");
      assertThat(verdict.at("/troubles/0/where").asText()).endsWith("single-1.ns");
      assertThat(copy.resolve("verdict.json.withdrawn")).hasBinaryContent(passed);
      for (String drawn : List.of("index.html", "junit.xml", "summary.md", "allure-results")) {
        assertThat(copy.resolve(drawn)).doesNotExist();
        assertThat(copy.resolve(drawn + ".withdrawn")).exists();
      }
    }

    Files.write(file, whole);
    assertThat(RUN.bench().gantry("judge", copy).code()).isZero();
    assertThat(copy.resolve("verdict.json")).hasBinaryContent(passed);
    try (Stream<Path> left = Files.list(copy)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .contains("index.html", "junit.xml")
          .noneMatch(name -> name.endsWith(".withdrawn"));
    }
  }

  @Test
  void a_dossier_without_its_journal_takes_the_verdict_with_it() throws IOException {
    Path copy = Bench.copy(RUN.out(), folder.resolve("no-journal"));
    Files.delete(copy.resolve("dossier/journal.jsonl"));

    assertThat(RUN.bench().gantry("judge", copy).code()).isEqualTo(64);

    assertThat(Bench.verdict(copy).get("verdict").asText()).isEqualTo("INCONCLUSIVE");
  }

  @Test
  void a_policy_or_a_slip_of_the_pen_takes_no_verdict_away() throws IOException {
    Path copy = Bench.copy(RUN.out(), folder.resolve("left-alone"));
    byte[] passed = Files.readAllBytes(copy.resolve("verdict.json"));
    Path file = copy.resolve("dossier/plan.json");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, new byte[] {1});

    Path policy = RUN.bench().demo().release();
    assertThat(RUN.bench().gantry("judge", copy, "--policy", policy).trouble())
        .contains("nothing was changed");
    assertThat(RUN.bench().gantry("inspect", copy).code()).isEqualTo(64);
    Files.write(file, whole);
    assertThat(RUN.bench().gantry("judge", copy.resolve("dossier")).trouble())
        .contains("Name the folder above", "nothing was changed");

    assertThat(copy.resolve("verdict.json")).hasBinaryContent(passed);
    assertThat(copy.resolve("index.html")).exists();
  }

  @Test
  void what_lies_in_a_dossier_and_counts_for_nothing_is_remarked_on() throws IOException {
    Path copy = Bench.copy(RUN.out(), folder.resolve("leftovers"));
    assertThat(RUN.bench().gantry("judge", copy).trouble()).doesNotContain("remark");
    byte[] verdict = Files.readAllBytes(copy.resolve("verdict.json"));
    Path dossier = copy.resolve("dossier");
    Path journal = dossier.resolve("journal.jsonl");
    Files.writeString(journal, Files.readString(journal) + "{\"schema\": \"gan");
    Path trials = dossier.resolve("trials/rail-signals/fp32/cpu");
    Bench.copy(trials.resolve("bench-1"), trials.resolve("bench-9"));
    Files.writeString(trials.resolve("bench-1/notes\u001b[2K.txt"), "mine");

    for (String verb : List.of("judge", "report", "inspect")) {
      Bench.Said said = RUN.bench().gantry(verb, copy);

      assertThat(said.code()).as(verb).isZero();
      assertThat(said.trouble() + said.results())
          .contains("journal.jsonl goes on for 15 bytes after its last whole line")
          .containsPattern("trials/rail-signals/fp32/cpu/bench-9/ \\([0-9]+ files\\) is not named")
          .contains("bench-1/notes\\u001b[2K.txt is not named in the journal")
          .doesNotContain("\u001b");
      assertThat(copy.resolve("verdict.json")).hasBinaryContent(verdict);
    }
  }

  private static Path policy(String old, String fresh) throws IOException {
    String text = Files.readString(RUN.bench().demo().release());
    assertThat(text).contains(old);
    return Files.writeString(
        RUN.bench().demo().folder().resolve("policy.yaml"), text.replace(old, fresh));
  }

  private static void assertPolicyRefused(String old, String fresh, String words)
      throws IOException {
    Bench.Said said = RUN.bench().gantry("judge", RUN.out(), "--policy", policy(old, fresh));
    assertThat(said.code()).as(said.results()).isEqualTo(64);
    assertThat(said.trouble()).contains(words);
  }
}
