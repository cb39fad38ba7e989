package dev.gantry.golden.manifest;

import dev.gantry.golden.picture.ChannelLayout;
import dev.gantry.golden.picture.ColourOrder;
import dev.gantry.golden.picture.Interpolation;
import dev.gantry.golden.picture.LetterboxAnchor;
import dev.gantry.golden.picture.PictureFit;
import dev.gantry.golden.picture.Preprocessing;
import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.key.NumberRange;
import java.util.List;
import java.util.Optional;

/** How a picture becomes a tensor, as it stands in a file. */
@KeyMeaning("decode, fit, then (level - mean) * scale for each channel in float32")
public record PreprocessingEntry(
    @KeyMeaning("the order of the channels") ColourOrder colour,
    ChannelLayout layout,
    @KeyMeaning("what is done with pictures of another size; exact, if left out: they are refused")
        Optional<PictureFit> fit,
    @KeyMeaning("letterbox: where the picture lies; centre, if left out")
        Optional<LetterboxAnchor> anchor,
    @KeyMeaning("letterbox: the level around the picture; 114, if left out")
        Optional<@NumberRange(min = 0, max = 255) Integer> pad,
    @KeyMeaning("linear, if left out") Optional<Interpolation> interpolation,
    List<Double> mean,
    List<Double> scale) {
  public PreprocessingEntry {
    mean = List.copyOf(mean);
    scale = List.copyOf(scale);
  }

  /** Fails on numbers that do not go with the colours. */
  public Preprocessing preprocessing() {
    return new Preprocessing(
        colour,
        fit.orElse(PictureFit.EXACT),
        anchor.orElse(LetterboxAnchor.CENTRE),
        pad.orElse(Preprocessing.USUAL_PAD),
        interpolation.orElse(Interpolation.LINEAR),
        mean,
        scale,
        layout);
  }
}
