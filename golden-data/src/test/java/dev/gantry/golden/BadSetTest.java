package dev.gantry.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadSetTest {
  @TempDir Path folder;

  private SmallSet set() {
    return SmallSet.in(folder);
  }

  private static List<String> told(SmallSet set) {
    return told(set.write());
  }

  private static List<String> told(Path folder) {
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> GoldenFolder.open(folder));
    assertThat(refused).as("it is refused").isNotNull();
    return refused.problems().stream().map(Problem::toString).toList();
  }

  private static void assertToldOnce(SmallSet set, String... words) {
    assertThat(told(set)).singleElement().asString().contains(words);
  }

  private static void assertTold(SmallSet set, String... words) {
    assertThat(told(set)).anySatisfy(problem -> assertThat(problem).contains(words));
  }

  @Test
  void the_good_set_opens() throws Exception {
    GoldenFolder opened = GoldenFolder.open(set().write());
    assertThat(opened.set().samples()).hasSize(2);
    assertThat(opened.inputs(0)).hasSize(1);
    assertThat(opened.references(1).get(0).floats()).containsExactly(0, 0);
  }

  @Test
  void one_changed_byte_anywhere_in_a_picture_is_noticed() throws Exception {
    SmallSet set = set();
    set.write();
    Path picture = folder.resolve("a.png");
    byte[] whole = Files.readAllBytes(picture);
    for (int index = 0; index < whole.length; index++) {
      byte[] changed = whole.clone();
      changed[index] ^= 1;
      Files.write(picture, changed);
      assertToldOnce(
          set,
          "a.png: is " + Digest.of(changed),
          "the manifest says " + Digest.of(whole),
          "release it as a new version");
    }
  }

  @Test
  void every_changed_and_missing_file_is_told_at_once() throws Exception {
    SmallSet set = set();
    set.write("b.png", new byte[] {1});
    Files.delete(folder.resolve("a.png"));
    assertThat(told(set))
        .hasSize(2)
        .anySatisfy(
            problem ->
                assertThat(problem).contains("a.png: is listed in the manifest but cannot be read"))
        .anySatisfy(problem -> assertThat(problem).contains("b.png: is sha256:"));
  }

  @Test
  void a_missing_array_is_told_once_in_words() throws Exception {
    SmallSet set = set();
    Files.delete(folder.resolve("logits.npy"));
    assertToldOnce(set, "logits.npy: is missing. Fetch the set again");
  }

  @Test
  void names_that_lead_out_of_the_set_are_refused_unread() throws Exception {
    Path secret = Files.createTempFile(folder.getParent(), "secret", "");
    try {
      Files.writeString(secret, "words of others");
      String digest = Digest.of(Files.readAllBytes(secret)).toString();
      assertToldOnce(set().list("../" + secret.getFileName(), digest), "leads out of the set");
      assertToldOnce(set().list(secret.toString(), digest), "leads out of the set");
      assertToldOnce(set().list("x/../../" + secret.getFileName(), digest), "leads out of the set");
      Files.createSymbolicLink(folder.resolve("inner"), secret);
      assertToldOnce(set().list("inner", digest), "'inner' is a link out of the set");
      assertTold(
          set().change("reference: logits.npy", "reference: ../" + secret.getFileName()),
          "'../" + secret.getFileName() + "' leads out of the set");
    } finally {
      Files.delete(secret);
    }
  }

  @Test
  void a_link_within_the_set_is_welcome() throws Exception {
    SmallSet set = set();
    Files.createSymbolicLink(folder.resolve("same.png"), Path.of("a.png"));
    GoldenFolder.open(set.list("same.png").write());
  }

  @Test
  void a_name_that_no_file_can_have_is_told() {
    assertToldOnce(set().list("a\\0b", "sha256:00"), "golden.yaml", "a");
  }

  @Test
  void a_folder_listed_as_a_file_is_told() throws Exception {
    Files.createDirectory(folder.resolve("sub"));
    assertToldOnce(set().list("sub", "sha256:00"), "sub: is listed", "cannot be read");
  }

  @Test
  void a_set_named_from_within_opens_too() {
    // "." is how people name the set in which they stand.
    for (String here : List.of("", ".", "src/..")) {
      assertThat(new SetPath(Path.of(here)).objection("golden.yaml", "pom.xml")).isEmpty();
      assertThat(new GoldenFiles(Path.of(here)).look("pom.xml", "sha256:00").objection())
          .as("'%s'", here)
          .hasValueSatisfying(problem -> assertThat(problem.what()).startsWith("is sha256:"));
    }
  }

  @Test
  void samples_that_cannot_be_told_apart_are_refused() {
    assertTold(set().sample("one", "a.png", "clear"), "two samples are named 'one'. Give each");
  }

  @Test
  void a_label_outside_the_classes_is_refused_with_the_classes() {
    SmallSet set = set().noSamples().sample("one", "a.png", "clear").sample("two", "b.png", "cow");
    assertToldOnce(set, "sample 'two' is labelled 'cow'", "[clear, person]");
  }

  @Test
  void words_as_labels_need_classes_that_give_them_an_order() {
    SmallSet set = set().noSamples().sample("one", "a.png", "1").sample("two", "b.png", "cow");
    assertToldOnce(
        set.change("classes: [clear, person]\n", "decoding: { kind: classes, output: logits }\n"),
        "sample 'two' is labelled 'cow', and the set has no classes");
  }

  @Test
  void a_slice_that_could_not_be_part_of_a_findings_name_is_refused() {
    assertToldOnce(set().sliced("night/rain"), "slice 'night/rain' of sample 'one'", "without '/'");
  }

  @Test
  void types_and_shapes_that_nothing_can_have_are_refused() {
    assertTold(
        set().change("float32, shape: [1, 2]", "float33, shape: [1, 2]"),
        "tensor logits is declared as float33[1, 2]");
    assertTold(
        set().change("shape: [1, 2]", "shape: [1, -2]"), "logits is declared as float32[1, -2]");
    assertTold(
        set().change("float32, shape: [1, 2]", "string, shape: [1, 2]"),
        "tensor logits is declared as string[1, 2]",
        "encode them as numbers");
    assertTold(
        set().change("shape: [1, 2]", "shape: [4611686018427387904, 4611686018427387904]"),
        "logits.npy");
  }

  @Test
  void an_array_that_lost_its_end_is_refused_wherever_it_was_cut() {
    byte[] whole = Npy.of("<f4", "(2, 2)", 16);
    for (int version : new int[] {1, 2}) {
      byte[] array =
          version == 1
              ? whole
              : Npy.of(
                  2, "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }", new byte[16]);
      for (int length = 0; length < array.length; length++) {
        assertToldOnce(set().file("logits.npy", Arrays.copyOf(array, length)), "logits.npy: ");
      }
    }
    assertToldOnce(
        set().file("logits.npy", Arrays.copyOf(whole, whole.length - 1)),
        "logits.npy: has " + (whole.length - 1) + " bytes where its shape [2, 2] of float32 needs");
    assertToldOnce(set().file("logits.npy", Arrays.copyOf(whole, whole.length + 1)), "has ");
  }

  @Test
  void the_second_version_of_the_array_format_is_read_too() throws Exception {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }";
    GoldenFolder.open(set().file("logits.npy", Npy.of(2, header, new byte[16])).write());
  }

  @Test
  void arrays_in_an_order_or_of_a_kind_that_is_not_read_are_refused() {
    for (String header :
        List.of(
            "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2), }",
            "{'descr': '>f4', 'fortran_order': False, 'shape': (2, 2), }",
            "{'descr': '|O', 'fortran_order': False, 'shape': (2, 2), }",
            "{'descr': '<c8', 'fortran_order': False, 'shape': (2, 2), }",
            "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 2), }",
            "{}")) {
      assertToldOnce(set().file("logits.npy", Npy.of(header, 16)), "logits.npy: ");
    }
    assertToldOnce(
        set().file("logits.npy", "hello, array".getBytes(StandardCharsets.UTF_8)),
        "is not an .npy file");
  }

  @Test
  void arrays_of_another_shape_or_type_are_refused_with_what_is_wanted() {
    for (String shape : List.of("(1, 4)", "(4, 1)", "(4, 1, 1)")) {
      assertToldOnce(
          set().file("logits.npy", Npy.of("<f4", shape, 16)),
          "he set needs 2 rows of logits float32[1, 2]");
    }
    assertToldOnce(
        set().file("logits.npy", Npy.of("<i4", "(2, 2)", 16)), "holds 2 rows of 2 int32");
  }

  @Test
  void huge_shapes_are_refused_without_being_believed() {
    assertToldOnce(set().file("logits.npy", Npy.of("<f4", "(2, 4000000000)", 16)), "needs");
    assertToldOnce(
        set().file("logits.npy", Npy.of("<f4", "(2, 999999999999999999, 99)", 16)),
        "impossible shape");
    assertToldOnce(
        set().file("logits.npy", Npy.of("<f4", "(2, 99999999999999999999999)", 16)),
        "impossible shape");
    assertToldOnce(
        set().file("logits.npy", Npy.of("<f4", "(0, 999999999999999999, 999999999999999999)", 0)),
        "logits.npy: ");
    assertToldOnce(
        set().file("logits.npy", Npy.of("{'descr': '<f4', 'fortran_order': False, }", 16)),
        "shape");
  }

  @Test
  void a_header_of_random_bytes_is_a_refusal_and_never_a_crash() {
    long seed = 7_301;
    Random random = new Random(seed);
    byte[] whole = Npy.of("<f4", "(2, 2)", 16);
    for (int round = 0; round < 300; round++) {
      byte[] hostile = whole.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        hostile[random.nextInt(100)] = (byte) random.nextInt(256);
      }
      try {
        GoldenFolder.open(set().file("logits.npy", hostile).write()).references(1);
      } catch (RefusedException | IOException e) {
        assertThat(e.getMessage()).as("seed %d, round %d", seed, round).contains("logits.npy");
      }
    }
  }

  @Test
  void an_input_is_made_from_pictures_or_from_an_array_but_not_from_both_or_neither() {
    assertTold(set().change("from: image, ", ""), "inputs.image has none of from, npy");
    assertTold(
        set().change("from: image, ", "from: image, npy: logits.npy, "),
        "inputs.image has more than one of from, npy");
    assertTold(set().change("from: image, ", "from: sound, "), "is not one of image, file");
    assertTold(set().change("colour: rgb", "colour: grey"), "grey needs 1 of mean");
    assertTold(set().change("colour: rgb", "colour: pink"), "is not one of rgb, bgr, grey");
    assertTold(set().change("[10, 20, 30]", "[10, 20]"), "rgb needs 3 of mean");
    assertTold(set().change("[1, 3, 2, 3]", "[1, 1, 2, 3]"), "[1, 3, height, width]");
  }

  @Test
  void an_input_may_come_row_by_row_from_an_array() throws Exception {
    byte[] content = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40};
    byte[] array = Npy.of(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", content);
    GoldenFolder opened =
        GoldenFolder.open(
            set()
                .file("in.npy", array)
                .change("outputs:", "  more: { type: float32, shape: [1], npy: in.npy }\noutputs:")
                .write());
    assertThat(opened.inputs(0).get(1).floats()).containsExactly(1);
    assertThat(opened.inputs(1).get(1).floats()).containsExactly(2);
  }

  @Test
  void a_picture_that_is_not_listed_is_refused() {
    assertTold(set().unlist("a.png"), "'a.png' is not in the list of files");
  }

  @Test
  void a_set_without_samples_is_refused() {
    assertTold(set().noSamples(), "samples is an empty list");
  }

  @Test
  void a_manifest_that_is_empty_foreign_or_missing_is_refused() throws Exception {
    assertToldOnce(
        set().change("gantry.golden/1", "gantry.golden/99"),
        "follows 'gantry.golden/99', this version reads gantry.golden/1");
    Files.writeString(folder.resolve("golden.yaml"), "");
    assertThat(told(folder)).singleElement().asString().contains("golden.yaml: is empty");
    Files.delete(folder.resolve("golden.yaml"));
    assertThat(told(folder)).singleElement().asString().contains("is no golden set");
    assertThat(told(folder.resolve("none"))).singleElement().asString().contains("no such folder");
  }
}
