package dev.gantry.golden.found;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.make.SetImport;
import dev.gantry.golden.manifest.GoldenManifest.SampleEntry;
import dev.gantry.golden.task.LabelledBox;
import dev.gantry.golden.task.TruthTensors;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundSamplesTest {
  private static final String CLASSIFIER =
      """
      schema: gantry.golden/1
      name: yard
      version: 1
      classes: [clear, person]
      inputs:
        image: { type: float32, shape: [1, 3, 4, 8], from: image, preprocessing: { colour: rgb, layout: nchw, mean: [0, 0, 0], scale: [1, 1, 1] } }
      """;
  private static final String DETECTOR =
      CLASSIFIER.replace("layout: nchw", "layout: nchw, fit: letterbox")
          + "decoding: { kind: boxes, output: rows, box: corners, score: class, activation: none,"
          + " score-threshold: 0.1, nms-iou: 0.5 }\n";
  private static final String SEGMENTER = CLASSIFIER + "decoding: { kind: class-map, output: m }\n";

  @TempDir Path folder;

  private Path draft(String manifest, String... pictures) throws Exception {
    Path draft = Files.createDirectories(folder.resolve("draft"));
    Files.writeString(draft.resolve("golden.yaml"), manifest);
    for (String picture : pictures) {
      picture(draft.resolve(picture), 8, 4);
    }
    return draft;
  }

  private static void picture(Path file, int width, int height) throws Exception {
    Files.createDirectories(file.getParent());
    int kind = file.toString().contains("mask") ? BufferedImage.TYPE_BYTE_GRAY : 1;
    ImageIO.write(new BufferedImage(width, height, kind), "png", file.toFile());
  }

  private GoldenFolder imported(Path draft, Optional<Path> labels, Optional<Path> masks)
      throws Exception {
    return new SetImport(
            GoldenFolder.draft(new FoundSamples(draft, labels, masks)), () -> false, step -> {})
        .into(folder.resolve("set"));
  }

  private static List<String> told(FoundSamples found) {
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> GoldenFolder.draft(found));
    assertThat(refused).as("it is refused").isNotNull();
    return refused.problems().stream().map(Object::toString).toList();
  }

  @Test
  void pictures_in_folders_named_like_classes_are_of_these_classes() throws Exception {
    Path draft =
        draft(
            CLASSIFIER,
            "person/b.png",
            "clear/a.png",
            "person/far/c.png",
            "odd/d.png",
            "images/person/e.png");
    GoldenFolder set = imported(draft, Optional.empty(), Optional.empty());
    assertThat(set.set().samples())
        .extracting(sample -> sample.name() + "=" + sample.label().orElse("?"))
        .containsExactly(
            "clear/a=clear",
            "images/person/e=person",
            "odd/d=?",
            "person/b=person",
            "person/far/c=person");
    assertThat(set.inputs(0).get(0).elements()).isEqualTo(96);
  }

  @Test
  void a_table_gives_labels_and_slices() throws Exception {
    Path draft = draft(CLASSIFIER, "a.png", "b, c.png", "d.png");
    Path table = folder.resolve("labels.csv");
    Files.writeString(
        table,
        "\uFEFFimage, label, slices\na.png,person,night;small\n\"b, c.png\",clear,\n\nd.png,,fog\n");
    GoldenFolder set = imported(draft, Optional.of(table), Optional.empty());
    assertThat(set.set().samples())
        .extracting(sample -> sample.label().orElse("?") + sample.slices())
        .containsExactly("person[night, small]", "clear[]", "?[fog]");
  }

  @Test
  void coco_annotations_give_boxes_that_follow_the_picture_into_the_letterbox() throws Exception {
    Path draft = draft(DETECTOR);
    picture(draft.resolve("wide.png"), 16, 4);
    picture(draft.resolve("crowd.png"), 8, 4);
    picture(draft.resolve("empty.png"), 8, 4);
    picture(draft.resolve("unlisted.png"), 8, 4);
    Path labels = folder.resolve("coco.json");
    Files.writeString(
        labels,
        """
        {"info": {}, "images": [{"id": 7, "file_name": "wide.png", "width": 16, "height": 4},
         {"id": 9, "file_name": "empty.png"}, {"id": 8, "file_name": "crowd.png"}],
         "categories": [{"id": 3, "name": "person"}],
         "annotations": [
          {"id": 1, "image_id": 7, "category_id": 3, "bbox": [4, 1, 8, 2], "iscrowd": 0},
          {"id": 2, "image_id": 8, "category_id": 3, "bbox": [0, 0, 8, 4], "iscrowd": 1}]}
        """);
    GoldenFolder set = imported(draft, Optional.of(labels), Optional.empty());
    List<Tensor> truth = set.truth(3);
    List<LabelledBox> boxes = TruthTensors.boxes(truth.get(0), 2);
    // Halved to 8 x 2, in the middle of 8 x 4: everything comes down by one.
    assertThat(boxes).hasSize(1);
    assertThat(boxes.get(0).box()).hasToString("Box[x0=2.0, y0=1.5, x1=6.0, y1=2.5]");
    assertThat(set.truth(1).get(0).spec().shape()).as("shows nothing").containsExactly(0L, 5L);
    assertThat(set.labels(0).flatMap(SampleEntry::boxes)).as("a crowd").isEmpty();
    assertThat(set.labels(2).flatMap(SampleEntry::boxes)).as("nobody looked").isEmpty();
  }

  @Test
  void masks_go_with_the_pictures_of_their_name_and_are_no_pictures_themselves() throws Exception {
    Path draft = draft(SEGMENTER, "x/a.png", "b.png", "masks/a.png");
    GoldenFolder set = imported(draft, Optional.empty(), Optional.of(draft.resolve("masks")));
    assertThat(set.set().samples()).hasSize(2);
    assertThat(set.labels(0).flatMap(SampleEntry::mask)).isEmpty();
    assertThat(set.labels(1).flatMap(SampleEntry::mask)).contains(Path.of("masks/a.png"));
    assertThat(set.truth(1).get(0).spec().shape()).containsExactly(4L, 8L);
  }

  @Test
  void masks_of_one_name_in_two_folders_go_each_with_its_own_picture() throws Exception {
    Path draft =
        draft(SEGMENTER, "images/a/1.png", "images/b/1.png", "masks/b/1.png", "masks/a/1.png");
    GoldenFolder set = imported(draft, Optional.empty(), Optional.of(Path.of("masks")));
    assertThat(set.labels(0).flatMap(SampleEntry::mask)).contains(Path.of("masks/a/1.png"));
    assertThat(set.labels(1).flatMap(SampleEntry::mask)).contains(Path.of("masks/b/1.png"));
  }

  @Test
  void a_mask_that_may_be_of_two_pictures_or_is_of_none_is_refused() throws Exception {
    Path draft = draft(SEGMENTER, "a/1.png", "b/1.png", "masks/1.png", "masks/2.png");
    assertThat(told(new FoundSamples(draft, Optional.empty(), Optional.of(Path.of("masks")))))
        .hasSize(2)
        .anySatisfy(told -> assertThat(told).contains("masks/1.png", "is not the only one"))
        .anySatisfy(told -> assertThat(told).contains("masks/2.png", "is the mask of no picture"));
  }

  @Test
  void labels_that_nobody_would_look_at_are_refused() throws Exception {
    Path draft = draft(CLASSIFIER + "samples: [{ name: one, image: a.png }]\n", "a.png");
    assertThat(told(new FoundSamples(draft, Optional.of(Path.of("l.csv")), Optional.empty())))
        .singleElement()
        .asString()
        .contains("l.csv", "would not be used: golden.yaml lists samples");
  }

  @Test
  void boxes_that_leave_the_picture_or_are_shares_of_it_are_refused() throws Exception {
    for (String box : List.of("4, 1, 8, 2", "0.1, 0.1, 0.5, 0.5")) {
      Path draft = draft(DETECTOR, "a.png");
      Path labels = folder.resolve("coco.json");
      Files.writeString(
          labels,
          """
          {"images": [{"id": 7, "file_name": "a.png"}], "categories": [{"id": 3, "name": "person"}],
           "annotations": [{"image_id": 7, "category_id": 3, "bbox": [%s]}]}
          """
              .formatted(box));
      assertThat(
              catchThrowableOfType(
                      RefusedException.class,
                      () -> imported(draft, Optional.of(labels), Optional.empty()))
                  .getMessage())
          .contains("a.png", "is 8 x 4, and a box in it is");
    }
  }

  @Test
  void labels_of_pictures_that_are_not_there_are_refused() throws Exception {
    Path draft = draft(CLASSIFIER, "a.png");
    Path table = folder.resolve("labels.csv");
    Files.writeString(table, "image,label\nb.png,person\n");
    assertThat(told(new FoundSamples(draft, Optional.of(table), Optional.empty())))
        .singleElement()
        .asString()
        .contains("labels.csv", "labels 'b.png', and no such picture");
  }

  @Test
  void a_folder_without_pictures_is_refused() throws Exception {
    Path draft = draft(CLASSIFIER);
    assertThat(told(new FoundSamples(draft, Optional.empty(), Optional.empty())))
        .singleElement()
        .asString()
        .contains("holds no picture");
  }

  @Test
  void tables_that_are_no_tables_of_labels_are_refused_with_their_lines() throws Exception {
    Path draft = draft(CLASSIFIER, "a.png");
    Path table = folder.resolve("labels.csv");
    for (List<String> bad :
        List.of(
            List.of("", "labels.csv:1: the columns are"),
            List.of("file,label\n", "labels.csv:1: the columns are [file, label]"),
            List.of("image,label,label\n", "labels.csv:1: the columns are"),
            List.of("image,label\na.png\n", "labels.csv:2: has 1 values, there are 2 columns"),
            List.of("image,label\n\"a.png,person\n", "labels.csv:2: has a quote that does not end"),
            List.of("image,label\na.png,clear\na.png,clear\n", "labels.csv:3: 'a.png' stands"))) {
      Files.writeString(table, bad.get(0));
      assertThat(told(new FoundSamples(draft, Optional.of(table), Optional.empty())))
          .as(bad.get(0))
          .singleElement()
          .asString()
          .contains(bad.get(1));
    }
  }

  @Test
  void annotations_that_are_not_cocos_are_refused() throws Exception {
    Path draft = draft(DETECTOR, "a.png");
    Path labels = folder.resolve("coco.json");
    String images = "\"images\": [{\"id\": 1, \"file_name\": \"a.png\"}]";
    for (List<String> bad :
        List.of(
            List.of("", "is empty"),
            List.of("[]", "an object is wanted"),
            List.of("{\"images\": [], \"images\": []}", "has a key twice"),
            List.of("{\"info\": " + "[".repeat(10_000), "is nested more than"),
            List.of("{\"images\": 7}", "does not fit at /images"),
            List.of("{}", "has not images, annotations and categories"),
            List.of("null", "an object is wanted"),
            List.of("{" + images + ", \"annotations\": [null], \"categories\": []}", "has not"),
            List.of(
                "{\"images\": [{\"id\": 1, \"file_name\": \"a.png\"}, {\"id\": 1, \"file_name\":"
                    + " \"b.png\"}], \"annotations\": [], \"categories\": []}",
                "has two images with the id 1"),
            List.of(
                "{" + images + ", \"annotations\": [], \"categories\": []} {}",
                "goes on after its end"),
            List.of(
                "{" + images + ", \"annotations\": [{\"image_id\": 2}], \"categories\": []}",
                "annotates image 2, which it does not list"),
            List.of(
                "{"
                    + images
                    + ", \"annotations\": [{\"image_id\": 1, \"category_id\": 1, \"bbox\": [1, 2, 0,"
                    + " 5]}], \"categories\": [{\"id\": 1, \"name\": \"person\"}]}",
                "a box is [left, top, right, bottom]"))) {
      Files.writeString(labels, bad.get(0));
      assertThat(told(new FoundSamples(draft, Optional.of(labels), Optional.empty())))
          .as(bad.get(0))
          .singleElement()
          .asString()
          .contains("coco.json", bad.get(1));
    }
  }
}
