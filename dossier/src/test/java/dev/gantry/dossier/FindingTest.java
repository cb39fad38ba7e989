package dev.gantry.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FindingTest {
  private static final Limit LIMIT = Limit.parse("<= 12 ms");

  @Test
  void an_id_names_model_precision_kind_board_and_criterion() {
    Subject subject =
        new Subject(new Cell("detector", Precision.INT8_FP16, "orin-nx"), "nx-7", "latency.p99");
    assertThat(subject.id()).isEqualTo("detector/int8+fp16/orin-nx/nx-7/latency.p99");
  }

  @Test
  void different_subjects_have_different_ids() {
    Set<String> ids = new HashSet<>();
    int subjects = 0;
    for (String name : List.of("a", "a-b", "b", "a.b")) {
      for (Precision precision : Precision.values()) {
        for (String kind : List.of("a", "a-b", "b")) {
          for (String board : List.of("a", "b-a", "b")) {
            ids.add(new Subject(new Cell(name, precision, kind), board, "memory.peak").id());
            subjects++;
          }
        }
      }
    }
    assertThat(ids).hasSize(subjects);
  }

  @Test
  void a_cell_with_a_slash_in_a_name_is_refused() {
    assertThatThrownBy(() -> new Cell("a/b", Precision.FP32, "cpu")).hasMessageContaining("a/b");
    assertThatThrownBy(() -> new Cell("a", Precision.FP32, "../cpu")).hasMessageContaining("cpu");
  }

  @Test
  void criteria_are_called_by_what_they_limit() {
    assertThat(new Criterion.Latency(99, LIMIT, 0.99).name()).isEqualTo("latency.p99");
    assertThat(new Criterion.Latency(99.9, LIMIT, 0.99).name()).isEqualTo("latency.p999");
    assertThat(new Criterion.Latency(50, LIMIT, 0.99).name()).isEqualTo("latency.p50");
    assertThat(new Criterion.PeakMemory(LIMIT, 0.99).name()).isEqualTo("memory.peak");
    for (TaskMetric metric : TaskMetric.values()) {
      assertThat(new Criterion.TaskLoss(metric, Optional.of("night"), LIMIT, 0.99).name())
          .isEqualTo("task." + metric + ".night");
    }
  }

  @Test
  void a_criterion_without_a_sensible_confidence_is_refused() {
    for (double confidence : new double[] {0, 0.5, 1, 1.5, Double.NaN}) {
      assertThatThrownBy(() -> new Criterion.PeakMemory(LIMIT, confidence))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("confidence");
    }
  }

  @Test
  void a_finding_knows_its_outcome_and_what_was_measured() {
    Subject subject = new Subject(new Cell("m", Precision.FP32, "cpu"), "b", "latency.p99");
    Quantity value = Quantity.parse("11 ms");
    assertThat(new Finding.Met(subject, value, LIMIT, 0.99, "").outcome()).isEqualTo(Outcome.MET);
    Finding broken = new Finding.Broken(subject, value, LIMIT, 0.99, "", "", Optional.empty());
    assertThat(broken.outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(broken.measured()).contains(value);
    Finding unknown =
        new Finding.NotMeasured(subject, Optional.empty(), LIMIT, 0.99, Blame.RACK, "", "");
    assertThat(unknown.outcome()).isEqualTo(Outcome.NOT_MEASURED);
    assertThat(unknown.measured()).isEmpty();
  }
}
