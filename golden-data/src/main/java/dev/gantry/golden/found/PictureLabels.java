package dev.gantry.golden.found;

import dev.gantry.golden.manifest.GoldenManifest.BoxEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds the labels that a file gives, by the path of the picture in its folder. */
record PictureLabels(Map<String, Label> byPicture) {
  public static final PictureLabels NONE = new PictureLabels(Map.of());

  public PictureLabels {
    byPicture = Map.copyOf(byPicture);
  }

  /** Of one picture. */
  record Label(Optional<String> kind, Optional<List<BoxEntry>> boxes, List<String> slices) {
    Label {
      slices = List.copyOf(slices);
    }
  }
}
