package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.harness.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole walk on embedded boards: real SSH, real runners, real engines. */
class WalkTest {
  @TempDir static Path folder;

  private static Bench bench;
  private static Path undisturbed;
  private static Bench.Said first;

  @BeforeAll
  static void one_undisturbed_run() throws IOException {
    bench = new Bench(folder.resolve("home"));
    undisturbed = folder.resolve("undisturbed");
    first =
        bench.gantry(
            "run", bench.demo().release(), "--rack", bench.demo().rack(), "--out", undisturbed);
  }

  @Test
  void a_good_release_passes_and_every_planned_square_has_its_findings() throws IOException {
    assertThat(first.code()).as(first.trouble() + first.results()).isZero();
    assertThat(first.results()).contains("PASSED", "simulated on this computer");
    JsonNode verdict = Bench.verdict(undisturbed);
    assertThat(verdict.get("verdict").asText()).isEqualTo("PASSED");
    assertThat(verdict.get("engines")).hasSize(2);
    SortedMap<String, String> outcomes = Bench.outcomes(undisturbed);
    assertThat(outcomes).hasSize(30).containsKey("rail-signals/fp32/cpu-2t/bench-3/latency.p99");
    for (String board : List.of("cpu/bench-1", "cpu/bench-2", "cpu-2t/bench-3")) {
      assertThat(outcomes.keySet().stream().filter(id -> id.contains(board))).hasSize(10);
    }
    assertThat(undisturbed.resolve("index.html")).exists();
    assertThat(undisturbed.resolve("allure-report/index.html")).exists();
    assertThat(undisturbed.resolve("junit.xml")).exists();
  }

  @Test
  void inspect_says_what_a_dossier_and_its_parts_are() throws IOException {
    Path dossier = undisturbed.resolve("dossier");
    Path engine = dossier.resolve("engines/rail-signals/fp32/cpu");

    assertThat(inspected(undisturbed)).contains("dossier", "rail-signals/fp32/cpu sha256:");
    assertThat(inspected(dossier)).isEqualTo(inspected(undisturbed));
    assertThat(inspected(dossier.resolve("engines")))
        .contains("engines", "rail-signals/fp32/cpu-2t sha256:");
    assertThat(inspected(engine)).contains("onnx", "com.microsoft.nchwc", "blocks of channels");
    assertThat(inspected(engine.resolve("engine.json"))).contains("engine record", "threads 1");
    assertThat(inspected(dossier.resolve("variants/rail-signals/fp32.json")))
        .contains("variant record", "passes");
    assertThat(inspected(dossier.resolve("plan.json"))).contains("release plan");
    assertThat(inspected(undisturbed.resolve("verdict.json"))).contains("verdict", "PASSED");
    for (String part : List.of("golden", "trials", "golden/rail-signals.references.tensors")) {
      assertThat(bench.gantry("inspect", dossier.resolve(part)).trouble())
          .contains("part of a dossier", "Name the dossier: " + dossier);
    }
  }

  @Test
  void inspect_refuses_an_engine_that_its_record_does_not_tell_of() throws IOException {
    Path engine = Files.createDirectory(folder.resolve("mixed"));
    Path from = undisturbed.resolve("dossier/engines/rail-signals/fp32");
    Files.copy(from.resolve("cpu/engine.onnx"), engine.resolve("engine.onnx"));
    String record = Files.readString(from.resolve("cpu/engine.json"));
    Files.writeString(engine.resolve("engine.json"), record);
    assertThat(inspected(engine)).contains("onnx");

    Files.writeString(
        engine.resolve("engine.json"), record.replaceFirst("sha256:....", "sha256:0000"));

    Bench.Said said = bench.gantry("inspect", engine);
    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains("is not the engine that engine.json");
  }

  private static String inspected(Path what) {
    Bench.Said said = bench.gantry("inspect", what);
    assertThat(said.code()).as(said.trouble()).isZero();
    return said.results();
  }

  @Test
  void the_second_run_pushes_nothing_and_ships_the_same_engine_bytes() throws IOException {
    Path again = folder.resolve("again");

    Bench.Said said = bench.gantry("run", bench.demo().release(), "--out", again, "--quiet");

    assertThat(said.code()).as(said.trouble() + said.results()).isZero();
    assertThat(said.results())
        .contains("runner 0 B, golden data 0 B, engines 0 B (everything was there already)");
    assertThat(Bench.verdict(again).get("engines"))
        .isEqualTo(Bench.verdict(undisturbed).get("engines"));
  }

  @Test
  void judging_and_reporting_again_changes_no_byte_of_the_verdict() throws IOException {
    Path copy = Bench.copy(undisturbed, folder.resolve("judged-again"));
    byte[] before = Files.readAllBytes(copy.resolve("verdict.json"));

    assertThat(bench.gantry("judge", copy).code()).isZero();
    assertThat(Files.readAllBytes(copy.resolve("verdict.json"))).isEqualTo(before);
    assertThat(bench.gantry("report", copy).code()).isZero();
    assertThat(Files.readAllBytes(copy.resolve("verdict.json"))).isEqualTo(before);
  }

  @Test
  void a_missing_trial_is_inconclusive_and_names_its_square() throws IOException {
    Path copy = Bench.copy(undisturbed, folder.resolve("one-trial-less"));
    delete(copy.resolve("dossier/trials/rail-signals/fp32/cpu/bench-2"));

    Bench.Said said = bench.gantry("judge", copy);

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.results()).contains("rail-signals/fp32/cpu/bench-2");
    assertThat(Bench.outcomes(copy))
        .containsEntry("rail-signals/fp32/cpu/bench-2/parity.sqnr", "NOT_MEASURED")
        .containsEntry("rail-signals/fp32/cpu/bench-1/parity.sqnr", "MET");
  }

  @Test
  void a_changed_byte_anywhere_in_the_evidence_is_refused_by_name() throws IOException {
    Path copy = Bench.copy(undisturbed, folder.resolve("tampered"));
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

      Bench.Said said = bench.gantry("judge", copy);

      assertThat(said.code()).as("with a changed " + file).isEqualTo(64);
      assertThat(said.trouble()).contains(file.getFileName().toString());
      Files.write(file, whole);
    }
    assertThat(bench.gantry("judge", copy).code()).isZero();
  }

  @Test
  void another_policy_is_judged_and_shown_but_never_written_over_the_run() throws IOException {
    Path copy = Bench.copy(undisturbed, folder.resolve("stricter"));
    byte[] before = Files.readAllBytes(copy.resolve("verdict.json"));

    Bench.Said said =
        bench.gantry("judge", copy, "--policy", policy("\"<= 50 ms\"", "\"<= 1 ns\""), "--json");

    assertThat(said.code()).as(said.results() + said.trouble()).isEqualTo(1);
    JsonNode verdict = new ObjectMapper().readTree(said.results());
    assertThat(verdict.get("verdict").asText()).isEqualTo("FAILED");
    assertThat(verdict.get("policy").asText()).endsWith("policy.yaml");
    assertThat(said.trouble()).contains("nothing was written");
    assertThat(Files.readAllBytes(copy.resolve("verdict.json"))).isEqualTo(before);
    assertThat(bench.gantry("judge", copy).code()).isZero();
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
    Path copy = Bench.copy(undisturbed, folder.resolve("waived"));
    Path policy = policy("\"<= 50 ms\"", "\"<= 1 ns\"");
    Files.writeString(
        policy,
        Files.readString(policy)
            + "\nwaivers:\n  - { finding: rail-signals/fp32/*/*/latency.p50, owner: rail,"
            + " reason: tracked, expires: 2100-01-01 }\n");

    Bench.Said said = bench.gantry("judge", copy, "--policy", policy);

    assertThat(said.code()).as(said.results() + said.trouble()).isZero();
    assertThat(said.results()).contains("BROKEN", "waived by rail until 2100-01-01: tracked");
  }

  @Test
  void two_judges_at_once_do_not_spoil_the_journal() throws Exception {
    Path copy = Bench.copy(undisturbed, folder.resolve("two-judges"));
    Files.delete(copy.resolve("dossier/judged.json"));
    List<CompletableFuture<Bench.Said>> judges = new ArrayList<>();
    for (int judge = 0; judge < 3; judge++) {
      judges.add(CompletableFuture.supplyAsync(() -> bench.gantry("judge", copy, "--quiet")));
    }
    for (CompletableFuture<Bench.Said> judge : judges) {
      Bench.Said said = judge.get(60, TimeUnit.SECONDS);
      assertThat(said.code()).as(said.trouble()).isIn(0, 64);
    }
    assertThat(bench.gantry("judge", copy).code()).isZero();
  }

  private static Path policy(String old, String fresh) throws IOException {
    String text = Files.readString(bench.demo().release());
    assertThat(text).contains(old);
    return Files.writeString(
        bench.demo().folder().resolve("policy.yaml"), text.replace(old, fresh));
  }

  private static void assertPolicyRefused(String old, String fresh, String words)
      throws IOException {
    Bench.Said said = bench.gantry("judge", undisturbed, "--policy", policy(old, fresh));
    assertThat(said.code()).as(said.results()).isEqualTo(64);
    assertThat(said.trouble()).contains(words);
  }

  @Test
  void a_kill_after_any_journal_line_loses_nothing_and_counts_nothing_twice() throws IOException {
    List<String> lines = Files.readAllLines(undisturbed.resolve("dossier/journal.jsonl"));
    assertThat(lines).hasSizeGreaterThanOrEqualTo(8);
    for (int kept = 0; kept <= lines.size(); kept++) {
      Path copy = Bench.copy(undisturbed, folder.resolve("killed-after-" + kept));
      String torn = kept < lines.size() ? lines.get(kept).substring(0, 40) : "";
      Files.writeString(
          copy.resolve("dossier/journal.jsonl"),
          lines.subList(0, kept).stream().map(line -> line + "\n").reduce("", String::concat)
              + torn);

      Bench.Said said =
          bench.gantry("run", bench.demo().release(), "--out", copy, "--resume", "--quiet");

      assertThat(said.code()).as("after line " + kept + ": " + said.trouble()).isZero();
      assertThat(Bench.outcomes(copy)).isEqualTo(Bench.outcomes(undisturbed));
      List<String> resumed = Files.readAllLines(copy.resolve("dossier/journal.jsonl"));
      assertThat(resumed.subList(0, kept)).isEqualTo(lines.subList(0, kept));
      assertThat(trials(resumed))
          .as("trials after line " + kept)
          .doesNotHaveDuplicates()
          .hasSize(3);
    }
  }

  @Test
  void a_run_killed_at_any_moment_resumes_to_the_same_verdict() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int resumed = 0;
    for (int attempt = 0; resumed < 2 && attempt < 10; attempt++) {
      Path out = folder.resolve("killed-" + attempt);
      List<String> words =
          List.of("run", bench.demo().release().toString(), "--out", out.toString());
      Process process = start(words);
      int patience = 800 + random.nextInt(4000);
      boolean ended = process.waitFor(patience, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      if (ended || !Files.exists(out.resolve("dossier/journal.jsonl"))) {
        // Over before the blow, or not begun: both are fine, and neither has anything to resume.
        continue;
      }
      List<String> before = trials(Files.readAllLines(out.resolve("dossier/journal.jsonl")));

      Bench.Said said =
          bench.gantry("run", bench.demo().release(), "--out", out, "--resume", "--quiet");

      String moment = "killed after " + patience + " ms, seed " + seed;
      assertThat(said.code()).as(moment + said.trouble() + said.results()).isZero();
      assertThat(Bench.outcomes(out)).as(moment).isEqualTo(Bench.outcomes(undisturbed));
      List<String> after = trials(Files.readAllLines(out.resolve("dossier/journal.jsonl")));
      assertThat(after).as(moment).containsAll(before).doesNotHaveDuplicates();
      resumed++;
    }
    assertThat(resumed).as("runs that were killed in the middle, seed " + seed).isEqualTo(2);
  }

  @Test
  void a_damaged_engine_is_caught_by_name_and_does_not_poison_the_next_run() throws IOException {
    Path out = folder.resolve("regression");

    Bench.Said said = bench.gantry("demo", "--regression", "--out", out);

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.results())
        .contains("FAILED", "BROKEN rail-signals/fp32/cpu-2t/bench-3/parity.sqnr");
    JsonNode broken = finding(out, "rail-signals/fp32/cpu-2t/bench-3/parity.sqnr");
    assertThat(broken.get("measured").asDouble()).isLessThan(broken.get("limit").asDouble());
    assertThat(broken.get("blame").asText()).isEqualTo("MODEL");
    assertThat(Bench.outcomes(out))
        .containsEntry("rail-signals/fp32/cpu/bench-1/parity.sqnr", "MET");
    assertThat(bench.gantry("demo", "--out", folder.resolve("after-regression")).code()).isZero();
  }

  @Test
  void an_unplugged_board_is_never_a_pass_and_never_a_failure() throws IOException {
    Path out = folder.resolve("unplugged");

    Bench.Said said = bench.gantry("demo", "--unplug", "bench-2", "--out", out);

    assertThat(said.code()).as(said.results()).isEqualTo(2);
    JsonNode lost = finding(out, "rail-signals/fp32/cpu/bench-2/latency.p99");
    assertThat(lost.get("outcome").asText()).isEqualTo("NOT_MEASURED");
    assertThat(lost.get("blame").asText()).isEqualTo("RACK");
    assertThat(lost.get("measured").isNull()).isTrue();
    assertThat(Bench.outcomes(out))
        .containsEntry("rail-signals/fp32/cpu/bench-1/latency.p99", "MET")
        .containsEntry("rail-signals/fp32/cpu-2t/bench-3/latency.p99", "MET");
  }

  @Test
  void a_resumed_run_measures_the_board_that_was_lost() throws IOException {
    Path out = folder.resolve("plugged-in-again");
    assertThat(bench.gantry("demo", "--unplug", "bench-3", "--out", out).code()).isEqualTo(2);

    Bench.Said said = bench.gantry("run", bench.wholeDemo().release(), "--out", out, "--resume");

    assertThat(said.code()).as(said.results() + said.trouble()).isZero();
    assertThat(said.trouble()).contains("bench-3").doesNotContain("bench-1");
  }

  @Test
  void a_changed_release_file_is_not_resumed() throws IOException {
    Path copy = Bench.copy(undisturbed, folder.resolve("other-plan"));
    Path changed = bench.demo().folder().resolve("changed.yaml");
    Files.writeString(
        changed, Files.readString(bench.demo().release()).replace("<= 512 MiB", "<= 500 MiB"));

    Bench.Said said = bench.gantry("run", changed, "--out", copy, "--resume");

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains("planned otherwise");
  }

  @Test
  void another_calibration_or_precision_plan_is_not_resumed_and_told_by_name() throws IOException {
    Path copy = Bench.copy(undisturbed, folder.resolve("other-making"));
    Path plan = bench.demo().folder().resolve("half.json");
    String text = Files.readString(bench.demo().release());
    String judgedBefore = Files.readString(copy.resolve("verdict.json"));

    assertNotResumed(
        copy,
        text.replace("[fp32]", "[fp32]\n    calibration: { method: entropy }"),
        "had its ranges by the usual method on 32 of rail-signals",
        "now entropy on 32 of rail-signals");
    assertNotResumed(
        copy,
        text.replace("[fp32]", "[fp32]\n    calibration: { samples: 31 }"),
        "now the usual method on 31 of rail-signals");
    assertThat(Files.readString(copy.resolve("verdict.json"))).isEqualTo(judgedBefore);

    String half = text.replace("[fp32]", "[fp16]\n    plans: { fp16: half.json }");
    half = half.replace("      fp32: {", "      fp16: {").replace("80 dB", "20 dB");
    Path out = folder.resolve("other-rules");
    Path release = Files.writeString(bench.demo().folder().resolve("half.yaml"), half);
    rules(plan, "fp16");
    assertThat(bench.gantry("run", release, "--out", out).code()).isLessThan(3);
    rules(plan, "fp32");
    assertNotResumed(out, half, "rail-signals had fp16 by plan ", ", now fp16 by plan ");
    assertNotResumed(
        out, half.replace("\n    plans: { fp16: half.json }", ""), "now no precision plan");
  }

  private static void rules(Path file, String precision) throws IOException {
    Files.writeString(
        file,
        "{ \"schema\": \"gantry.precision-plan/1\", \"rules\": [ { \"operator\": \"Gemm\","
            + " \"precision\": \""
            + precision
            + "\" } ] }");
  }

  private static void assertNotResumed(Path out, String release, String... words)
      throws IOException {
    Path changed = bench.demo().folder().resolve("changed.yaml");
    Files.writeString(changed, release);
    Bench.Said said = bench.gantry("run", changed, "--out", out, "--resume");
    assertThat(said.code()).as(said.trouble()).isEqualTo(64);
    assertThat(said.trouble()).contains("planned otherwise").contains(words);
  }

  private static JsonNode finding(Path out, String id) throws IOException {
    for (JsonNode finding : Bench.verdict(out).get("findings")) {
      if (finding.get("id").asText().equals(id)) {
        return finding;
      }
    }
    throw new AssertionError("no finding " + id);
  }

  private static List<String> trials(List<String> journal) {
    return journal.stream()
        .filter(line -> line.contains("\"event\":\"trial\""))
        .map(line -> line.replaceAll(".*\"subject\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  private static Process start(List<String> words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.gantry.harness.Main"));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("GANTRY_HOME", folder.resolve("home").toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void delete(Path tree) throws IOException {
    List<Path> content;
    try (Stream<Path> walk = Files.walk(tree)) {
      content = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : content) {
      Files.delete(path);
    }
  }
}
