package dev.gantry.golden.found;

import dev.gantry.golden.manifest.GoldenManifest.BoxEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a file of labels says, by the path of the picture in its folder. */
public record Labels(Map<String, Label> byPicture) {
  public static final Labels NONE = new Labels(Map.of());

  public Labels {
    byPicture = Map.copyOf(byPicture);
  }

  /** Of one picture. */
  record Label(Optional<String> kind, Optional<List<BoxEntry>> boxes, List<String> slices) {
    Label {
      slices = List.copyOf(slices);
    }
  }
}
