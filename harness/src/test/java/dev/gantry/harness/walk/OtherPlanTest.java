package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.harness.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that were planned otherwise, which nobody may go on with. */
class OtherPlanTest {
  private static final UndisturbedRun RUN = UndisturbedRun.once();

  @TempDir static Path folder;

  @Test
  void a_changed_release_file_is_not_resumed() throws IOException {
    Path copy = Bench.copy(RUN.out(), folder.resolve("other-plan"));
    Path changed = RUN.bench().demo().folder().resolve("changed.yaml");
    Files.writeString(
        changed,
        Files.readString(RUN.bench().demo().release()).replace("<= 512 MiB", "<= 500 MiB"));

    Bench.Said said = RUN.bench().gantry("run", changed, "--out", copy, "--resume");

    assertThat(said.code()).isEqualTo(64);
    assertThat(said.trouble()).contains("planned otherwise");
  }

  @Test
  void another_calibration_or_precision_plan_is_not_resumed_and_told_by_name() throws IOException {
    Path copy = Bench.copy(RUN.out(), folder.resolve("other-making"));
    Path plan = RUN.bench().demo().folder().resolve("half.json");
    String text = Files.readString(RUN.bench().demo().release());
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
    Path release = Files.writeString(RUN.bench().demo().folder().resolve("half.yaml"), half);
    rules(plan, "fp16");
    assertThat(RUN.bench().gantry("run", release, "--out", out).code()).isLessThan(3);
    rules(plan, "fp32");
    assertNotResumed(out, half, "rail-signals had fp16 by plan ", ", now fp16 by plan ");
    assertNotResumed(
        out, half.replace("\n    plans: { fp16: half.json }", ""), "now no precision plan");
  }

  private static void assertNotResumed(Path out, String release, String... words)
      throws IOException {
    Path changed = RUN.bench().demo().folder().resolve("changed.yaml");
    Files.writeString(changed, release);
    Bench.Said said = RUN.bench().gantry("run", changed, "--out", out, "--resume");
    assertThat(said.code()).as(said.trouble()).isEqualTo(64);
    assertThat(said.trouble()).contains("planned otherwise").contains(words);
  }

  private static void rules(Path file, String precision) throws IOException {
    Files.writeString(
        file,
        "{ \"schema\": \"gantry.precision-plan/1\", \"rules\": [ { \"operator\": \"Gemm\","
            + " \"precision\": \""
            + precision
            + "\" } ] }");
  }
}
