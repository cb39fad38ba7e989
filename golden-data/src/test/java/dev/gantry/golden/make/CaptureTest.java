package dev.gantry.golden.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.files.FileDigest;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.GoodSets;
import dev.gantry.golden.Onnx;
import dev.gantry.golden.ShippedSet;
import dev.gantry.golden.Verification;
import dev.gantry.golden.VerificationOptions;
import dev.gantry.golden.VerificationResult;
import dev.gantry.golden.WrittenSet;
import dev.gantry.golden.array.TensorDifference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {
  @TempDir Path folder;

  private static GoldenFolder captured(GoldenFolder from, Path model, Path into) throws Exception {
    return new Capture(from, model, () -> false, step -> {}).into(into);
  }

  /** A draft of so many samples of one number each, from a stacked array. */
  private GoldenFolder draft(int samples, float first) throws Exception {
    float[] numbers = new float[samples];
    StringBuilder text =
        new StringBuilder(
            """
            schema: gantry.golden/1
            name: draft
            version: 3
            inputs:
              x: { type: float32, shape: [1, 1], npy: x.npy }
            samples:
            """);
    for (int sample = 0; sample < samples; sample++) {
      numbers[sample] = first + sample;
      text.append("  - { name: s" + sample + ", label: 'no', slices: [night] }\n");
    }
    WrittenSet set = new WrittenSet(text.toString());
    set.put("x.npy", GoodSets.npy("<f4", "(" + samples + ", 1)", numbers)).unlist("x.npy");
    return GoldenFolder.draft(set.write(folder.resolve("draft")));
  }

  private Path model(String operator) throws IOException {
    long[] shape = {1, 1};
    return Files.write(folder.resolve("model.onnx"), Onnx.one(operator, shape, shape));
  }

  private List<String> left() throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void the_shipped_sets_are_captured_from_their_models_as_they_were_shipped() throws Exception {
    for (ShippedSet shipped : ShippedSet.ALL) {
      ShippedSet.Unpacked unpacked = shipped.unpack(folder);
      GoldenFolder from = GoldenFolder.open(unpacked.set());
      GoldenFolder made =
          captured(from, unpacked.model(), folder.resolve(shipped.name() + "-captured"));

      assertThat(new Verification(made, () -> false).verify().problems()).isEmpty();
      assertThat(made.set().samples()).isEqualTo(from.set().samples());
      assertThat(made.set().classes()).isEqualTo(from.set().classes());
      assertThat(made.set().decoding()).isEqualTo(from.set().decoding());
      assertThat(made.set().inputs()).isEqualTo(from.set().inputs());
      assertThat(made.provenance())
          .containsEntry("model", FileDigest.of(unpacked.model()).toString())
          .containsKeys("runtime", "cpu");
      for (int sample = 0; sample < from.set().samples().size(); sample += 7) {
        assertThat(made.inputs(sample)).isEqualTo(from.inputs(sample));
        assertThat(made.truth(sample)).isEqualTo(from.truth(sample));
        Tensor wanted = from.references(sample).get(0);
        assertThat(TensorDifference.of(wanted, made.references(sample).get(0)).share())
            .as("%s, sample %d", shipped.name(), sample)
            .isLessThanOrEqualTo(1e-5);
      }
    }
  }

  @Test
  void a_draft_without_files_and_outputs_becomes_a_set() throws Exception {
    GoldenFolder made = captured(draft(3, 1), model("Neg"), folder.resolve("made"));
    assertThat(made.set().version()).isEqualTo("3");
    assertThat(made.set().slices()).containsExactly("night");
    assertThat(made.set().samples().get(2).label()).hasValue("no");
    assertThat(made.references(2).get(0).floats()).containsExactly(-3);
    GoldenFolder.open(made.folder());
    assertThat(left()).containsExactly("draft", "made", "model.onnx");
  }

  @Test
  void a_model_that_gives_no_numbers_is_refused_with_every_such_sample() throws Exception {
    GoldenFolder draft = draft(3, -1);
    Path model = model("Log");
    assertThatThrownBy(() -> captured(draft, model, folder.resolve("made")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("1 NaN and 0 infinite values in output 'y' for sample 's0'")
        .hasMessageContaining("0 NaN and 1 infinite values in output 'y' for sample 's1'");
    assertThat(left()).containsExactly("draft", "model.onnx");
  }

  @Test
  void a_model_that_takes_something_else_is_refused() throws Exception {
    GoldenFolder draft = draft(2, 1);
    Path model = Files.write(folder.resolve("model.onnx"), Onnx.join());
    assertThatThrownBy(() -> captured(draft, model, folder.resolve("made")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("its inputs are x float32[1, 1]")
        .hasMessageContaining("left float32[1, 2], right float32[1, 3]");
    assertThat(left()).containsExactly("draft", "model.onnx");
  }

  @Test
  void a_damaged_source_is_not_vouched_for_by_new_digests() throws Exception {
    GoldenFolder good = captured(draft(2, 1), model("Neg"), folder.resolve("good"));
    Files.write(good.folder().resolve("x.npy"), GoodSets.npy("<f4", "(2, 1)", 1, 5));
    GoldenFolder damaged = GoldenFolder.draft(good.folder());
    assertThatThrownBy(() -> captured(damaged, model("Neg"), folder.resolve("made")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("x.npy: is sha256:")
        .hasMessageContaining("the manifest says sha256:");
    assertThatThrownBy(
            () -> new SetImport(damaged, () -> false, step -> {}).into(folder.resolve("made")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("x.npy: is sha256:");
    assertThat(left()).containsExactly("draft", "good", "model.onnx");
  }

  @Test
  void outputs_of_one_rank_may_differ_in_their_sides_and_those_of_two_are_refused()
      throws Exception {
    Path model = Files.write(folder.resolve("model.onnx"), Onnx.squeeze());
    WrittenSet set = new WrittenSet("");
    set.put("test_data_set_0/input_0.pb", Onnx.tensor("x", List.of(1L, 3L), 1, 2, 3));
    set.put("test_data_set_1/input_0.pb", Onnx.tensor("x", List.of(1L, 2L), 4, 5));
    GoldenFolder from = GoldenFolder.look(set.write(folder.resolve("layout")));
    GoldenFolder made = captured(from, model, folder.resolve("made"));
    assertThat(made.set().outputs()).hasToString("[y float32[?]]");
    assertThat(made.references(1).get(0).floats()).containsExactly(4, 5);

    set.put("test_data_set_1/input_0.pb", Onnx.tensor("x", List.of(2L, 2L), 4, 5, 6, 7));
    GoldenFolder mixed = GoldenFolder.look(set.write(folder.resolve("layout")));
    assertThatThrownBy(() -> captured(mixed, model, folder.resolve("mixed")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("gives y float32[2, 2] for sample 'test_data_set_1'")
        .hasMessageContaining("shape [3] for others");
  }

  @Test
  void what_stands_at_the_place_already_is_left_as_it_is() throws Exception {
    GoldenFolder draft = draft(2, 1);
    Path there = Files.createDirectory(folder.resolve("made"));
    Files.writeString(there.resolve("notes"), "mine");
    Path model = model("Neg");
    assertThatThrownBy(() -> captured(draft, model, there))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is there already");
    assertThat(there.resolve("notes")).hasContent("mine");
    assertThat(left()).containsExactly("draft", "made", "model.onnx");
  }

  @Test
  void cancelled_at_any_time_it_leaves_nothing_behind() throws Exception {
    GoldenFolder draft = draft(40, 1);
    Path model = model("Neg");
    for (int asked : List.of(0, 1, 2, 10, 38)) {
      AtomicInteger times = new AtomicInteger();
      assertThatThrownBy(
              () ->
                  new Capture(draft, model, () -> times.getAndIncrement() >= asked, step -> {})
                      .into(folder.resolve("made")))
          .as("cancelled after %d", asked)
          .isInstanceOf(CancellationException.class);
      assertThat(left()).as("after %d", asked).containsExactly("draft", "model.onnx");
    }
  }

  @Test
  void what_a_kill_left_is_cleared_by_the_next_run() throws Exception {
    GoldenFolder draft = draft(2, 1);
    Path part = folder.resolve(".made.part");
    Files.createDirectories(part.resolve("reference/000000"));
    Files.writeString(part.resolve("reference/0.npy.part"), "half");
    Files.createFile(folder.resolve(".made.part.lock"));
    captured(draft, model("Neg"), folder.resolve("made"));
    assertThat(left()).containsExactly("draft", "made", "model.onnx");
  }

  @Test
  void of_two_captures_to_one_place_at_once_one_is_refused() throws Exception {
    GoldenFolder draft = draft(2, 1);
    Path model = model("Neg");
    Path made = folder.resolve("made");
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(1);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<GoldenFolder> first =
          other.submit(
              () ->
                  new Capture(draft, model, () -> false, step -> hold(running, refused))
                      .into(made));
      assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
      Throwable second = catchThrowable(() -> captured(draft, model, made));
      refused.countDown();
      assertThat(second)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("is being made by another process");
      GoldenFolder.open(first.get(30, TimeUnit.SECONDS).folder());
      assertThat(left()).containsExactly("draft", "made", "model.onnx");
    } finally {
      other.shutdownNow();
    }
  }

  private static void hold(CountDownLatch running, CountDownLatch until) {
    running.countDown();
    try {
      assertThat(until.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void progress_counts_to_its_total() throws Exception {
    List<Progress> steps = Collections.synchronizedList(new ArrayList<>());
    new Capture(draft(11, 1), model("Neg"), () -> false, steps::add).into(folder.resolve("made"));
    assertThat(steps)
        .filteredOn(step -> step.toString().contains("run the model"))
        .hasSize(11)
        .anySatisfy(step -> assertThat(step.done()).isEqualTo(step.total()).isEqualTo(11));
  }

  @Test
  void a_set_of_thousands_has_its_lists_in_files_that_sha256sum_checks() throws Exception {
    GoldenFolder made = captured(draft(2_500, 1), model("Neg"), folder.resolve("made"));
    assertThat(made.folder().resolve("samples.jsonl")).isRegularFile();
    assertThat(made.folder().resolve("golden.yaml")).content().doesNotContain("s2499");
    GoldenFolder opened = GoldenFolder.open(made.folder());
    assertThat(opened.set().samples()).hasSize(2_500);
    assertThat(opened.references(2_499).get(0).floats()).containsExactly(-2_500);
    contented(made.folder());
  }

  @Test
  void a_set_whose_labels_would_burst_its_manifest_has_them_in_a_file_too() throws Exception {
    String box = "{\"class\": \"person\", \"box\": [0, 0, 2, 1]}";
    StringBuilder samples = new StringBuilder();
    for (int sample = 0; sample < 1_500; sample++) {
      samples.append("{\"name\": \"s" + sample + "\", \"image\": \"a.png\", \"boxes\": [");
      samples.append((box + ", ").repeat(99)).append(box).append("]}\n");
    }
    WrittenSet boxes =
        GoodSets.boxes()
            .change("samples:\n", "sample-index: samples.jsonl\nfile-index: SHA256SUMS\n")
            .change(
                "  - { name: one, image: a.png, boxes: [{ class: person, box: [0, 0, 2, 1] }] }\n",
                "")
            .change("  - { name: two, image: b.png, boxes: [] }\n", "")
            .put("samples.jsonl", samples.toString())
            .put("found.npy", GoodSets.npy("<f4", "(1500, 2, 6)", new float[18_000]))
            .indexed();
    GoldenFolder from = GoldenFolder.look(boxes.write(folder.resolve("boxes")));
    GoldenFolder made = new SetImport(from, () -> false, step -> {}).into(folder.resolve("made"));
    assertThat(made.folder().resolve("samples.jsonl")).isRegularFile();
    assertThat(made.truth(0)).isEqualTo(from.truth(0));
  }

  /** By the program that everybody has, where it is here. */
  private static void contented(Path set) throws Exception {
    Process check;
    try {
      check =
          new ProcessBuilder("sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS")
              .directory(set.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      return;
    }
    String told = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor()).as(told).isZero();
  }

  @Test
  void a_captured_set_is_imported_as_it_is() throws Exception {
    GoodSets.layout().write(folder.resolve("layout"));
    GoldenFolder layout = GoldenFolder.open(folder.resolve("layout"));
    Path model = folder.resolve("layout/model.onnx");
    GoldenFolder made = captured(layout, model, folder.resolve("made"));
    GoldenFolder again = new SetImport(made, () -> false, step -> {}).into(folder.resolve("again"));
    assertThat(again.set().samples()).isEqualTo(made.set().samples());
    assertThat(again.files()).isEqualTo(made.files());
    assertThat(again.provenance()).isEqualTo(made.provenance());
    for (int sample = 0; sample < 2; sample++) {
      assertThat(again.inputs(sample)).isEqualTo(layout.inputs(sample));
      assertThat(again.references(sample)).isEqualTo(layout.references(sample));
    }
    VerificationOptions examination =
        new VerificationOptions(VerificationOptions.Depth.CONTENTS, Optional.of(model), true);
    VerificationResult verified =
        new Verification(again, examination, () -> false, step -> {}).verify();
    assertThat(verified.problems()).isEmpty();
    assertThat(verified.difference()).hasValue(0);
  }

  @Test
  void an_import_that_fails_names_the_files_that_were_given() throws Exception {
    WrittenSet set = GoodSets.classes().put("a.png", "no picture").unlist("a.png");
    GoldenFolder draft = GoldenFolder.draft(set.write(folder.resolve("draft")));
    assertThatThrownBy(
            () -> new SetImport(draft, () -> false, step -> {}).into(folder.resolve("made")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(folder.resolve("draft/a.png") + ": is not a picture");
    assertThat(left()).containsExactly("draft");
  }
}
