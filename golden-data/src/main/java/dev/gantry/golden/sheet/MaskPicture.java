package dev.gantry.golden.sheet;

import dev.gantry.golden.picture.PngBytes;
import dev.gantry.golden.task.ClassImage;
import java.util.Optional;

/** Classes place by place in their colours, thin enough to see the picture through them. */
record MaskPicture(ClassPalette palette) {
  private static final int THIN = 125;
  private static final int THICK = 235;

  String labels(ClassImage labels) {
    return drawn(labels, Optional.empty());
  }

  /** What differs from the labels is drawn thick, also where it is background. */
  String answer(ClassImage answer, ClassImage labels) {
    return drawn(answer, Optional.of(labels));
  }

  private String drawn(ClassImage map, Optional<ClassImage> labels) {
    byte[] levels = new byte[map.places() * 4];
    for (int place = 0; place < map.places(); place++) {
      int kind = map.at(place);
      boolean named = kind < palette.classes().size();
      int colour = palette.colour(named ? kind : -1);
      levels[place * 4] = (byte) (colour >> 16);
      levels[place * 4 + 1] = (byte) (colour >> 8);
      levels[place * 4 + 2] = (byte) colour;
      levels[place * 4 + 3] = (byte) opacity(kind, named, place, labels);
    }
    return VisibleSample.packed(PngBytes.of(map.width(), map.height(), 4, levels));
  }

  private int opacity(int kind, boolean named, int place, Optional<ClassImage> labels) {
    if (labels.isPresent()) {
      int labelled = labels.get().at(place);
      if (labelled < palette.classes().size() && labelled != kind) {
        return THICK;
      }
    }
    return !named || palette.background(kind) ? 0 : THIN;
  }
}
