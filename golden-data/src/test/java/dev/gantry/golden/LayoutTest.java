package dev.gantry.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.dossier.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {
  @TempDir Path folder;

  private static VerificationResult verified(GoldenFolder set) throws Exception {
    return new Verification(set, () -> false).verify();
  }

  @Test
  void all_real_test_data_opens_and_verifies() throws Exception {
    List<String> refused = new ArrayList<>();
    List<Path> models = SharedModels.withTestData();
    for (Path model : models) {
      try {
        GoldenFolder set = GoldenFolder.look(model.resolve("test_data_set_0"));
        VerificationResult verified = verified(set);
        assertThat(verified.problems()).as("%s", model).isEmpty();
        assertThat(verified.files()).as("%s", model).isPositive();
        assertThat(set.hasReferences()).as("%s", model).isTrue();
      } catch (RefusedException e) {
        refused.add(e.getMessage());
      }
    }
    assertThat(refused).isEmpty();
    assertThat(models).hasSizeGreaterThan(30);
  }

  @Test
  void the_faulty_upstream_data_is_refused_for_both_of_its_faults() throws Exception {
    Path upstream = SharedModels.folder().resolve("superres10/upstream_as_found");
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> GoldenFolder.open(upstream));
    assertThat(refused)
        .hasMessageContaining("output_0_original_bugged.pb: declares dims [224, 224]")
        .hasMessageContaining("input_0.pb: holds input float32[224, 224] of rank 2 where rank 4");
  }

  @Test
  void infinite_references_are_welcome_where_the_model_itself_gives_them() throws Exception {
    Path infinite = SharedModels.folder().resolve("poly_add_infinity/test_data_set_0");
    assertThat(verified(GoldenFolder.open(infinite)).remarks())
        .anySatisfy(remark -> assertThat(remark).contains("infinite", "so says the model"));
  }

  @Test
  void made_up_names_are_remarked_on() throws Exception {
    Path madeUp = SharedModels.folder().resolve("superres10/test_data_set_1");
    assertThat(verified(GoldenFolder.open(madeUp)).remarks())
        .anySatisfy(remark -> assertThat(remark).contains("the model calls that place"));
  }

  @Test
  void without_a_model_the_names_are_those_of_the_files() throws Exception {
    GoldenFolder set = GoldenFolder.open(GoodSets.bareLayout().write(folder));
    assertThat(set.set().inputs()).hasToString("[left float32[1, 2], right float32[1, 3]]");
    assertThat(set.set().outputs()).hasToString("[joined float32[1, 5]]");
    assertThat(set.modelBeside()).isEmpty();
    assertThat(set.inputs(0).get(1).floats()).containsExactly(3, 4, 5);
    assertThat(set.truth(0)).isEmpty();
    assertThat(set.labels(0)).isEqualTo(Optional.empty());
  }

  @Test
  void tensors_without_names_are_named_by_their_place() throws Exception {
    WrittenSet bare = GoodSets.bareLayout();
    bare.put(GoodSets.LEFT, Onnx.tensor("", List.of(1L, 2L), 1, 2));
    bare.put(GoodSets.RIGHT, Onnx.tensor("", List.of(1L, 3L), 3, 4, 5));
    assertThat(GoldenFolder.open(bare.write(folder)).set().inputs())
        .hasToString("[input_0 float32[1, 2], input_1 float32[1, 3]]");
  }

  @Test
  void a_set_without_outputs_has_no_references() throws Exception {
    GoldenFolder set =
        GoldenFolder.open(
            GoodSets.layout()
                .remove(GoodSets.JOINED)
                .remove("test_data_set_1/output_0.pb")
                .write(folder));
    assertThat(set.hasReferences()).isFalse();
    assertThat(set.references(0)).isEmpty();
  }

  @Test
  void one_sample_folder_is_a_set_with_the_model_above_it() throws Exception {
    GoodSets.layout().write(folder);
    GoldenFolder set = GoldenFolder.open(folder.resolve("test_data_set_1"));
    assertThat(set.modelBeside()).map(Path::getFileName).hasToString("Optional[model.onnx]");
    assertThat(set.set().samples())
        .singleElement()
        .satisfies(sample -> assertThat(sample.name()).isEqualTo("test_data_set_1"));
  }

  @Test
  void samples_come_in_the_order_of_their_numbers() throws Exception {
    WrittenSet set = new WrittenSet("");
    for (int sample : List.of(10, 2, 0)) {
      String name = "test_data_set_" + sample + "/input_0.pb";
      set.put(name, Onnx.tensor("x", List.of(1L), sample));
    }
    GoldenFolder opened = GoldenFolder.open(set.write(folder));
    assertThat(opened.inputs(0).get(0).floats()).containsExactly(0);
    assertThat(opened.inputs(2).get(0).floats()).containsExactly(10);
  }

  @Test
  void scalars_empty_tensors_and_shapes_that_differ_between_samples_are_welcome() throws Exception {
    WrittenSet set = new WrittenSet("");
    set.put("test_data_set_0/input_0.pb", Onnx.tensor("x", List.of(2L, 1L), 1, 2));
    set.put("test_data_set_1/input_0.pb", Onnx.tensor("x", List.of(0L, 1L)));
    set.put("test_data_set_0/input_1.pb", Onnx.tensor("n", List.of(), 7));
    set.put("test_data_set_1/input_1.pb", Onnx.tensor("n", List.of(), 8));
    GoldenFolder opened = GoldenFolder.open(set.write(folder));
    assertThat(opened.set().inputs()).hasToString("[x float32[?, 1], n float32[]]");
    assertThat(opened.inputs(1).get(0).floats()).isEmpty();
    assertThat(opened.inputs(1).get(1).floats()).containsExactly(8);
  }

  @Test
  void a_changed_tensor_is_another_set() throws Exception {
    WrittenSet set = GoodSets.layout();
    String before = GoldenFolder.open(set.write(folder)).set().digest().toString();
    set.put(GoodSets.LEFT, Onnx.tensor("left", List.of(1L, 2L), 1, 3));
    Files.createDirectories(folder);
    assertThat(GoldenFolder.look(set.write(folder)).set().digest().toString()).isNotEqualTo(before);
  }
}
