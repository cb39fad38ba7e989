package dev.gantry.validation.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.golden.task.DecodingMisfit;
import dev.gantry.validation.judgement.Given;
import dev.gantry.validation.judgement.Sights;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TaskFitTest {
  @Test
  void each_metric_fits_one_kind_of_answers() {
    assertThat(fitting(Given.golden(1))).containsExactly(TaskMetric.TOP1);
    assertThat(fitting(Sights.boxes(1))).containsExactly(TaskMetric.MAP50, TaskMetric.MAP50_95);
    assertThat(fitting(Sights.maps(1))).containsExactly(TaskMetric.MIOU);
    assertThat(fitting(undecoded())).containsExactly(TaskMetric.TOP1);
  }

  @Test
  void a_misfit_says_what_the_set_gives_and_what_fits_it() {
    assertThat(new TaskFit(Given.golden(1)).misfit(TaskMetric.MAP50))
        .contains(
            new DecodingMisfit(
                "map50 is measured on boxes, and the outputs of golden set set are one choice of a"
                    + " class",
                "limit top1, or say in the golden set how its outputs are decoded"));
    assertThat(new TaskFit(undecoded()).misfit(TaskMetric.MIOU).orElseThrow().what())
        .isEqualTo(
            "miou is measured on maps of classes, and the outputs of golden set set are not said"
                + " to be such");
  }

  @Test
  void a_decoding_that_does_not_fit_the_outputs_is_told_for_the_metric_that_needs_it() {
    GoldenSet wrong = Sights.golden(Sights.BOXES, Given.LOGITS, 1);
    assertThat(new TaskFit(wrong).misfit(TaskMetric.MAP50).orElseThrow().what())
        .startsWith("the decoding reads output 'rows'");
  }

  @Test
  void an_argmax_of_boxes_is_refused_and_of_maps_is_not() {
    assertThat(new TaskFit(Sights.boxes(1)).argmaxMisfit()).isPresent();
    assertThat(new TaskFit(Sights.maps(1)).argmaxMisfit()).isEmpty();
    assertThat(new TaskFit(undecoded()).argmaxMisfit()).isEmpty();
  }

  private static List<TaskMetric> fitting(GoldenSet golden) {
    return Stream.of(TaskMetric.values())
        .filter(metric -> new TaskFit(golden).misfit(metric).isEmpty())
        .toList();
  }

  private static GoldenSet undecoded() {
    GoldenSet set = Given.golden(1);
    return new GoldenSet(
        set.name(),
        set.version(),
        set.digest(),
        set.classes(),
        Optional.empty(),
        set.inputs(),
        set.outputs(),
        set.samples());
  }
}
