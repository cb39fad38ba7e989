package dev.gantry.validation.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.ParityMetric;
import java.util.List;
import org.junit.jupiter.api.Test;

class SensibleLimitTest {

  @Test
  void limits_as_people_mean_them_are_judged() {
    List<Criterion> sensible =
        List.of(
            Given.parity(ParityMetric.SQNR, ">= 20 dB"),
            Given.parity(ParityMetric.COSINE, ">= 99 %"),
            Given.parity(ParityMetric.ARGMAX, ">= 0.99"),
            Given.parity(ParityMetric.MAX_ABS, "<= 0.1"),
            Given.latency(99, "<= 12 ms"),
            Given.memory("<= 512 MiB"),
            Given.top1("<= 1 pt"));
    assertThat(sensible).allMatch(criterion -> SensibleLimit.objection(criterion).isEmpty());
  }

  @Test
  void limits_the_wrong_way_round_or_in_a_strange_unit_are_not() {
    List<Criterion> senseless =
        List.of(
            Given.parity(ParityMetric.SQNR, "<= 20 dB"),
            Given.parity(ParityMetric.SQNR, ">= 20 ms"),
            Given.parity(ParityMetric.SQNR, ">= 201 dB"),
            Given.parity(ParityMetric.COSINE, "<= 0.99"),
            Given.parity(ParityMetric.ARGMAX, "<= 99 %"),
            Given.parity(ParityMetric.MAX_ABS, ">= 0.1"),
            Given.latency(99, ">= 12 ms"),
            Given.latency(99, "<= 12 MiB"),
            Given.memory(">= 512 MiB"),
            Given.memory("<= 1 s"),
            Given.top1(">= 1 pt"),
            Given.top1("<= 1 dB"));
    assertThat(senseless).allMatch(criterion -> SensibleLimit.objection(criterion).isPresent());
  }
}
