package dev.gantry.golden.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
  private static final List<Double> NONE = List.of(0.0, 0.0, 0.0);
  private static final List<Double> ONES = List.of(1.0, 1.0, 1.0);

  private static Preprocessing fitted(PictureFit fit, LetterboxAnchor anchor) {
    return new Preprocessing(
        ColourOrder.RGB, fit, anchor, 114, Interpolation.LINEAR, NONE, ONES, ChannelLayout.NCHW);
  }

  private static PictureInput input(
      PictureFit fit, LetterboxAnchor anchor, long height, long width) {
    return new PictureInput(
        new TensorSpec("image", ElementType.FLOAT32, List.of(1L, 3L, height, width)),
        fitted(fit, anchor));
  }

  private static void refused(Runnable made, String why) {
    assertThatThrownBy(made::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void numbers_that_cannot_be_meant_are_refused() {
    refused(() -> Preprocessing.exact(ColourOrder.RGB, List.of(0.0), ONES), "rgb needs 3 of mean");
    refused(
        () -> Preprocessing.exact(ColourOrder.GREY, List.of(0.0), ONES), "grey needs 1 of scale");
    refused(
        () -> Preprocessing.exact(ColourOrder.RGB, List.of(0.0, 0.0, Double.NaN), ONES), "finite");
    refused(() -> Preprocessing.exact(ColourOrder.RGB, List.of(0.0, 0.0, 1e300), ONES), "finite");
    refused(() -> Preprocessing.exact(ColourOrder.RGB, NONE, List.of(1.0, 0.0, 1.0)), "scale of 0");
    refused(
        () ->
            new Preprocessing(
                ColourOrder.RGB,
                PictureFit.LETTERBOX,
                LetterboxAnchor.CENTRE,
                256,
                Interpolation.AREA,
                NONE,
                ONES,
                ChannelLayout.NHWC),
        "from 0 to 255, not 256");
  }

  @Test
  void a_shape_that_holds_no_picture_is_refused() {
    for (List<Long> shape :
        List.of(
            List.of(1L, 4L, 2L, 2L),
            List.of(2L, 3L, 2L, 2L),
            List.of(1L, 3L, 2L),
            List.of(1L, 3L, -1L, 2L),
            List.of(1L, 3L, 0L, 2L),
            List.of(1L, 3L, 1L << 40, 2L),
            List.of(1L, 3L, 1L << 20, 1L << 20),
            List.of(1L, 1L, 3L, 2L, 2L),
            List.of(1L, 2L, 2L, 3L))) {
      TensorSpec spec = new TensorSpec("image", ElementType.FLOAT32, shape);
      Preprocessing how = Preprocessing.exact(ColourOrder.RGB, NONE, ONES);
      assertThatThrownBy(() -> new PictureInput(spec, how))
          .as("%s", shape)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_type_that_would_round_or_cut_is_refused() {
    Preprocessing how = Preprocessing.exact(ColourOrder.RGB, NONE, List.of(1.0, 1.0, 0.5));
    List<Long> shape = List.of(3L, 2L, 2L);
    refused(
        () -> new PictureInput(new TensorSpec("image", ElementType.UINT8, shape), how),
        "pictures become uint8 with mean 0 and scale 1, not mean 0.0 and scale 0.5");
    refused(
        () -> new PictureInput(new TensorSpec("image", ElementType.INT8, shape), how),
        "pictures become int8 with mean 128");
    refused(
        () -> new PictureInput(new TensorSpec("image", ElementType.INT64, shape), how),
        "not int64");
  }

  @Test
  void labels_are_read_back_and_unknown_ones_are_not() {
    for (PictureFit fit : PictureFit.values()) {
      assertThat(PictureFit.ofLabel(fit.toString())).contains(fit);
    }
    assertThat(LetterboxAnchor.ofLabel("top-left")).contains(LetterboxAnchor.TOP_LEFT);
    assertThat(ColourOrder.ofLabel("bgr")).contains(ColourOrder.BGR);
    assertThat(ChannelLayout.ofLabel("nhwc")).contains(ChannelLayout.NHWC);
    assertThat(Interpolation.ofLabel("area")).contains(Interpolation.AREA);
    assertThat(PictureFit.ofLabel("LETTERBOX")).isEmpty();
  }

  @Test
  void a_letterboxed_picture_stands_where_its_placement_says() {
    assertThat(input(PictureFit.LETTERBOX, LetterboxAnchor.TOP_LEFT, 416, 416).placement(600, 400))
        .isEqualTo(new PicturePlacement(416 / 600.0, 277 / 400.0, 0, 0));
    assertThat(input(PictureFit.LETTERBOX, LetterboxAnchor.CENTRE, 416, 416).placement(600, 400))
        .isEqualTo(new PicturePlacement(416 / 600.0, 277 / 400.0, 0, 69));
    assertThat(input(PictureFit.CROP, LetterboxAnchor.CENTRE, 100, 100).placement(400, 200))
        .isEqualTo(new PicturePlacement(0.5, 0.5, -50, 0));
    assertThat(input(PictureFit.STRETCH, LetterboxAnchor.CENTRE, 100, 300).placement(150, 200))
        .isEqualTo(new PicturePlacement(2, 0.5, 0, 0));
    assertThat(input(PictureFit.EXACT, LetterboxAnchor.CENTRE, 100, 300).placement(300, 100))
        .isEqualTo(new PicturePlacement(1, 1, 0, 0));
  }

  @Test
  void points_go_there_and_back_and_a_whole_picture_stays_inside() {
    long seed = 91;
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      PictureFit fit = List.of(PictureFit.values()).get(random.nextInt(4));
      LetterboxAnchor anchor = List.of(LetterboxAnchor.values()).get(random.nextInt(2));
      int width = 1 + random.nextInt(3_000);
      int height = 1 + random.nextInt(3_000);
      int wide = 1 + random.nextInt(900);
      int high = 1 + random.nextInt(900);
      PicturePlacement placement = input(fit, anchor, high, wide).placement(width, height);
      String what = "seed %d, round %d, %s".formatted(seed, round, placement);
      double x = random.nextDouble() * width;
      double y = random.nextDouble() * height;
      double there = placement.toNetworkX(x);
      assertThat(Math.abs(placement.toPictureX(there) - x)).as(what).isLessThan(1e-6);
      assertThat(Math.abs(placement.toPictureY(placement.toNetworkY(y)) - y)).isLessThan(1e-6);
      boolean inside =
          placement.toNetworkX(0) >= 0
              && placement.toNetworkX(width) <= wide + 1e-6
              && placement.toNetworkY(height) <= high + 1e-6;
      boolean covers =
          placement.toNetworkX(0) <= 0
              && placement.toNetworkX(width) >= wide - 1e-6
              && placement.toNetworkY(height) >= high - 1e-6;
      assertThat(fit == PictureFit.CROP ? covers : inside).as(what).isTrue();
    }
  }

  @Test
  void a_placement_that_cannot_be_undone_is_refused() {
    refused(() -> new PicturePlacement(0, 1, 0, 0), "finite positive numbers");
    refused(() -> new PicturePlacement(1, Double.NaN, 0, 0), "finite positive numbers");
    refused(() -> new PicturePlacement(1, 1, Double.POSITIVE_INFINITY, 0), "moved by Infinity");
    refused(
        () -> input(PictureFit.CROP, LetterboxAnchor.CENTRE, 2, 2).placement(0, 2),
        "no picture is 0 x 2");
  }
}
