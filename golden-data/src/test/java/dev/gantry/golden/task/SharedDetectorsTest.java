package dev.gantry.golden.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.Decoding.Activation;
import dev.gantry.dossier.Decoding.BoxCoding;
import dev.gantry.dossier.Decoding.Grid;
import dev.gantry.dossier.Decoding.Scoring;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Detectors that others trained, read by data alone from the outputs stored beside them. */
class SharedDetectorsTest {
  private static final List<String> COCO =
      IntStream.range(0, 80).mapToObj(kind -> "coco-" + kind).toList();

  @Test
  void a_face_finder_with_scores_apart_and_background_first_finds_the_one_face() throws Exception {
    Decoding.Boxes decoding =
        new Decoding.Boxes(
            "boxes",
            BoxCoding.UNIT_CORNERS,
            List.of(),
            Optional.of("scores"),
            Scoring.CLASS,
            Activation.NONE,
            Optional.of("background"),
            0.7,
            0.3);
    Path folder = find("ultraface_rfb320");
    Tensor scores = stored(folder, "output_0.pb", "scores", 1, 4420, 2);
    Tensor boxes = stored(folder, "output_1.pb", "boxes", 1, 4420, 4);

    List<Detection> found =
        read(decoding, List.of("background", "face"), new PictureSize(320, 240), scores, boxes);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).kind()).isEqualTo(1);
    assertThat(found.get(0).score()).isCloseTo(0.99999, within(0.00001));
    assertBox(found.get(0).box(), 112.3, 28.8, 167.5, 81.5);
  }

  @Test
  void a_detector_with_three_grids_and_eighty_classes_finds_the_cup() throws Exception {
    Decoding.Boxes decoding =
        new Decoding.Boxes(
            "output",
            BoxCoding.CENTRE_LOG,
            List.of(new Grid(8, List.of()), new Grid(16, List.of()), new Grid(32, List.of())),
            Optional.empty(),
            Scoring.OBJECTNESS_TIMES_CLASS,
            Activation.NONE,
            Optional.empty(),
            0.3,
            0.45);
    Tensor output = stored(find("yolox_nano"), "output_0.pb", "output", 1, 3549, 85);

    List<Detection> found = read(decoding, COCO, new PictureSize(416, 416), output);

    assertThat(found.get(0).kind()).isEqualTo(41);
    assertThat(found.get(0).score()).isCloseTo(0.8993, within(0.0001));
    assertBox(found.get(0).box(), 112.4, 10.7, 292.7, 203.2);
    assertThat(found).filteredOn(one -> one.kind() == 41).hasSize(1);
  }

  private static List<Detection> read(
      Decoding decoding, List<String> classes, PictureSize size, Tensor... outputs) {
    List<TensorSpec> specs = Arrays.stream(outputs).map(Tensor::spec).toList();
    assertThat(DecodingFit.misfits(decoding, classes, specs, Optional.of(size))).isEmpty();
    TaskAnswer answer =
        new AnswerReader(decoding, classes, Optional.of(size)).read(List.of(outputs));
    assertThat(((TaskAnswer.Things) answer).broken()).isZero();
    return ((TaskAnswer.Things) answer).found();
  }

  private static void assertBox(Box box, double... edges) {
    assertThat(new double[] {box.x0(), box.y0(), box.x1(), box.y1()})
        .containsExactly(edges, within(0.1));
  }

  /** The numbers are the last field of such a file, and little-endian. */
  private static Tensor stored(Path folder, String file, String name, long... shape)
      throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("test_data_set_0").resolve(file));
    TensorSpec spec =
        new TensorSpec(name, ElementType.FLOAT32, Arrays.stream(shape).boxed().toList());
    int length = Math.toIntExact(Tensor.byteCount(spec.type(), spec.shape()));
    return new Tensor(spec, ByteBuffer.wrap(bytes, bytes.length - length, length).slice());
  }

  private static Path find(String model) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path folder = at.resolve("shared/models").resolve(model);
      if (Files.isDirectory(folder)) {
        return folder;
      }
    }
    return abort("SKIPPED: nothing is said about real detectors, no folder shared/models is here");
  }
}
