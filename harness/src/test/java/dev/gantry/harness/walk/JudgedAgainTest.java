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
  void a_missing_trial_is_inconclusive_and_names_its_square() throws IOException {
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
