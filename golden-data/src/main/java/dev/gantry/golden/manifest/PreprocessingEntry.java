package dev.gantry.golden.manifest;

import dev.gantry.golden.picture.Anchor;
import dev.gantry.golden.picture.Colours;
import dev.gantry.golden.picture.Fit;
import dev.gantry.golden.picture.Interpolation;
import dev.gantry.golden.picture.Layout;
import dev.gantry.golden.picture.Preprocessing;
import dev.gantry.settings.Meaning;
import dev.gantry.settings.Range;
import java.util.List;
import java.util.Optional;

/** How a picture becomes a tensor, as it stands in a file. */
@Meaning("decode, fit, then (level - mean) * scale for each channel in float32")
public record PreprocessingEntry(
    @Meaning("the order of the channels") Colours colour,
    Layout layout,
    @Meaning("what is done with pictures of another size; exact, if left out: they are refused")
        Optional<Fit> fit,
    @Meaning("letterbox: where the picture lies; centre, if left out") Optional<Anchor> anchor,
    @Meaning("letterbox: the level around the picture; 114, if left out")
        Optional<@Range(min = 0, max = 255) Integer> pad,
    @Meaning("linear, if left out") Optional<Interpolation> interpolation,
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
        fit.orElse(Fit.EXACT),
        anchor.orElse(Anchor.CENTRE),
        pad.orElse(Preprocessing.USUAL_PAD),
        interpolation.orElse(Interpolation.LINEAR),
        mean,
        scale,
        layout);
  }
}
