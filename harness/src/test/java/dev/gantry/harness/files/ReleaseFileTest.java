package dev.gantry.harness.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Scenario;
import dev.gantry.settings.ReadResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ReleaseFileTest {
  private static final String GOOD =
      """
      release: rail-perception-2026.11
      models:
        - name: detector
          onnx: models/detector.onnx
          golden: sets/obstacles
          precisions: [fp32, int8]
          boards: [cpu, orin-nx]
          task: { metric: map50-95, margin: 1.0 pt, slices: { night: 3 pt } }
          parity: { int8: { sqnr: ">= 20 dB", cosine: ">= 0.99", max-abs: "<= 0.5", argmax: ">= 99 %" } }
          latency: { p99: "<= 12 ms", regression: "<= 5 %" }
          deadline: { rate: 30 Hz, misses: "<= 0.1 %", for: 60 s }
          memory: { peak: "<= 512 MiB" }
          throughput: { least: ">= 200 /s", batch: 8, for: 10 s }
          soak: { for: 2 h, window: 1 min, p99: "<= 9 ms" }
          cold: { load: "<= 2 s", first: "<= 1 s", starts: 7 }
        - name: classifier
          onnx: models/classifier.onnx
          golden: sets/signals
          precisions: [fp16]
          boards: [cpu]
      waivers:
        - { finding: detector/int8/cpu/*/latency.p99, owner: perception, reason: later, expires: 2026-12-31 }
      """;

  @TempDir Path folder;

  private ReadResult<ReleaseFile> read(String part, String replacement) {
    return ReleaseFile.read(new Slip(GOOD, part, replacement).in(folder));
  }

  @Test
  void a_release_file_is_read_into_values() throws RefusedException {
    ReleaseFile file = read("release:", "release:").orRefuse();
    ReleaseFile.ModelEntry detector = file.models().get(0);

    assertThat(file.release()).isEqualTo("rail-perception-2026.11");
    assertThat(file.confidence()).isEmpty();
    assertThat(file.models()).hasSize(2);
    assertThat(detector.onnx()).isEqualTo(Path.of("models/detector.onnx"));
    assertThat(detector.precisions()).containsExactly(Precision.FP32, Precision.INT8);
    assertThat(detector.task().orElseThrow().slices())
        .containsEntry("night", Quantity.parse("3 pt"));
    assertThat(detector.parity().get(Precision.INT8).argmax()).hasValue(Limit.parse(">= 99 %"));
    assertThat(detector.latency().flatMap(LatencyLimits::p99)).hasValue(Limit.parse("<= 12 ms"));
    assertThat(detector.latency().flatMap(LatencyLimits::p50)).isEmpty();
    assertThat(detector.deadline().map(DeadlineEntry::duration)).hasValue(Duration.ofMinutes(1));
    assertThat(detector.deadline().map(DeadlineEntry::scenario))
        .hasValue(
            new Scenario.Periodic(
                Duration.ofNanos(33_333_333),
                Duration.ofNanos(33_333_333),
                Duration.ofSeconds(12)));
    assertThat(detector.throughput().map(ThroughputEntry::scenario))
        .hasValue(new Scenario.Offline(8, Duration.ofSeconds(2)));
    assertThat(detector.soak().map(SoakEntry::scenario))
        .hasValue(new Scenario.Soak(Duration.ofMinutes(1), Duration.ofHours(2)));
    assertThat(detector.cold().map(ColdEntry::scenario)).hasValue(new Scenario.Cold(7));
    assertThat(file.models().get(1).parity()).isEmpty();
    assertThat(file.waivers().get(0).waiver().expires()).isEqualTo(LocalDate.of(2026, 12, 31));
  }

  @Test
  void six_different_mistakes_give_six_messages_with_their_lines() {
    String six =
        """
        release: rail
        models:
          - name: detector
            onnx: models/detector.onnx
            golden: sets/obstacles
            precisions: [fp32, int4]
            boards: [cpu]
            latncy: { p99: "<= 12 ms" }
            memory: { peak: "<= 512 ms" }
          - name: detector
            onnx: models/other.onnx
            precisions: [fp32]
            boards: [cpu]
            latency: { p99: ">= 12 ms" }
        """;

    assertThat(Slip.told(ReleaseFile.read(new Slip(six, "", "").in(folder))))
        .containsExactly(
            "6: 'int4' in models[0].precisions[1] is not one of fp32, fp16, int8, int8+fp16."
                + " Did you mean 'int8'?",
            "8: the key 'latncy' is not known in models[0]. Did you mean 'latency'?",
            "9: '<= 512 ms' in models[0].memory.peak is a time;"
                + " here an amount of memory in B, KiB, MiB or GiB is wanted."
                + " Write it like '<= 512 MiB'",
            "10: the name 'detector' stands twice in models, on line 3 and 10."
                + " Remove or rename one of them",
            "10: the key 'golden' is missing in models[1]. Add it",
            "14: '>= 12 ms' in models[1].latency.p99 is the wrong way round:"
                + " it would pass everything above 12 ms. Write '<= 12 ms'");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvFileSource(
      resources = "release-slips.txt",
      delimiter = '|',
      quoteCharacter = '`',
      maxCharsPerColumn = 1000)
  void a_slip_is_told_with_its_line_and_the_cure(String part, String replacement, String told) {
    ReadResult<ReleaseFile> read = read(part, Optional.ofNullable(replacement).orElse(""));
    boolean requiredKeyGone = "duration: 60 s".equals(replacement);

    assertThat(Slip.told(read)).contains(told).hasSize(requiredKeyGone ? 2 : 1);
    assertThat(read.value()).isEmpty();
  }

  @Test
  void confidence_is_a_share_between_a_half_and_one() throws RefusedException {
    for (String good : new String[] {"99 %", "0.99", "99.9 %"}) {
      ReleaseFile file = read("models:", "confidence: " + good + "\nmodels:").orRefuse();
      assertThat(file.confidence()).hasValue(Quantity.parse(good));
    }
    for (String bad : new String[] {"99", "100 %", "1", "50 %", "high", "99 ms"}) {
      assertThat(Slip.told(read("models:", "confidence: " + bad + "\nmodels:")))
          .singleElement()
          .asString()
          .startsWith("2: '" + bad + "' in confidence");
    }
  }

  @Test
  void a_waiver_that_has_expired_is_left_to_the_judge() {
    assertThat(read("2026-12-31", "1999-12-31").problems()).isEmpty();
  }

  @Test
  void the_planner_can_tell_a_problem_at_the_line_of_a_board() {
    ReadResult<ReleaseFile> read = read("[cpu, orin-nx]", "\n      - cpu\n      - orin-nx");

    assertThat(read.problems()).isEmpty();
    assertThat(
            read.parts().parts(ReleaseFile::models).get(0).line(ReleaseFile.ModelEntry::boards, 1))
        .hasValue(9);
    assertThat(read.folder().resolve(Path.of("models/detector.onnx")))
        .isEqualTo(folder.resolve("models/detector.onnx"));
  }
}
