package dev.gantry.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.dossier.RefusedException;
import dev.gantry.golden.score.ScoreRun;
import dev.gantry.golden.score.ScoreTable;
import dev.gantry.golden.score.ScoreTable.Part;
import dev.gantry.golden.score.ScoreTable.Row;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreTest {
  private static final double FOUR_DIGITS = 0.00005;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "rail-signals, top1, 0.9900, night, 76, 0.9737, clear, 50, 0.9800",
    "track-objects, mAP50, 0.9617, small, 100, 0.9232, obstacle, 125, 0.9170",
    "free-space, mIoU, 0.9134, small, 100, 0.8924, person, 186, 0.8640",
  })
  void references_score_as_the_readme_says(
      String name,
      String metric,
      double all,
      String slice,
      int samples,
      double inSlice,
      String kind,
      int labelled,
      double ofKind)
      throws Exception {
    ScoreTable table = run(look(name)).references();

    assertThat(table.metric().title()).isEqualTo(metric);
    assertRow(table, Part.ALL, "", 300, all);
    assertRow(table, Part.SLICE, slice, samples, inSlice);
    assertRow(table, Part.CLASS, kind, labelled, ofKind);
    assertThat(table.rows()).allMatch(row -> row.model().isEmpty() && row.loss().isEmpty());
  }

  private static void assertRow(
      ScoreTable table, Part part, String name, int samples, double reference) {
    Row row = table.row(part, name).orElseThrow();
    assertThat(row.samples()).isEqualTo(samples);
    assertThat(row.reference().orElseThrow()).isCloseTo(reference, within(FOUR_DIGITS));
  }

  @Test
  void a_model_stands_beside_the_references_and_the_same_one_loses_nothing() throws Exception {
    ShippedSet.Unpacked shipped = ShippedSet.TRACK_OBJECTS.unpack(folder);
    ScoreTable table = run(GoldenFolder.look(shipped.set())).against(shipped.model());

    for (Row row : table.rows()) {
      assertThat(row.loss().orElseThrow()).as(row.name()).isCloseTo(0, within(FOUR_DIGITS));
    }
  }

  @Test
  void a_model_of_another_task_is_refused() throws Exception {
    Path other = ShippedSet.FREE_SPACE.unpack(folder).model();

    assertThatThrownBy(() -> run(look("rail-signals")).against(other))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("does not fit the model");
  }

  @Test
  void boxes_that_are_wrong_count_against_their_class() throws Exception {
    ScoreTable table = run(BoxSet.write(folder)).references();

    // Of two trains one is found: recalls up to 0.50, 51 of 101. No cow is labelled.
    assertRow(table, Part.CLASS, "train", 2, 51 / 101.0);
    assertThat(table.row(Part.CLASS, "cow").orElseThrow().reference()).isEmpty();
    assertRow(table, Part.ALL, "", 2, 51 / 101.0);
  }

  @Test
  void a_set_without_decoding_is_refused_in_words() throws Exception {
    GoldenFolder set = GoldenFolder.look(SmallSet.in(folder).write());

    assertThatThrownBy(() -> run(set))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("does not say how outputs become answers");
  }

  @Test
  void a_set_without_labels_is_refused_in_words() throws Exception {
    GoldenFolder set =
        GoldenFolder.look(
            SmallSet.in(folder)
                .noSamples()
                .unlabelled("one", "a.png")
                .unlabelled("two", "b.png")
                .change("name: small", "name: small\ndecoding: { kind: classes, output: logits }")
                .write());

    assertThatThrownBy(() -> run(set))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no sample has a label");
  }

  private GoldenFolder look(String name) throws Exception {
    return GoldenFolder.look(new ShippedSet(name).unpack(folder).set());
  }

  private static ScoreRun run(GoldenFolder set) throws RefusedException {
    return new ScoreRun(set, () -> false, step -> {});
  }
}
