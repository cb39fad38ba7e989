package dev.gantry.golden.sheet;

import java.util.List;

/**
 * A colour for each class: those of Okabe and Ito, which people with any sort of colour vision tell
 * apart. Names stand beside them wherever they are used, because they come round again.
 */
record ClassPalette(List<String> classes) {
  private static final List<Integer> COLOURS =
      List.of(0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442, 0x0072B2, 0xD55E00, 0xCC79A7);
  private static final int GREY = 0x9A9A9A;
  private static final int LIGHT = 110;

  ClassPalette {
    classes = List.copyOf(classes);
  }

  /** What is only there where nothing else is; drawn over a picture it would hide all of it. */
  boolean background(int kind) {
    return kind >= 0 && kind < classes.size() && classes.get(kind).equals("background");
  }

  int colour(int kind) {
    if (kind < 0 || background(kind)) {
      return GREY;
    }
    int before = classes.indexOf("background");
    int place = before >= 0 && before < kind ? kind - 1 : kind;
    return COLOURS.get(place % COLOURS.size());
  }

  String hex(int kind) {
    return String.format("#%06x", colour(kind));
  }

  /** What is read on the colour. */
  String ink(int kind) {
    int colour = colour(kind);
    int light =
        (299 * (colour >> 16 & 0xff) + 587 * (colour >> 8 & 0xff) + 114 * (colour & 0xff)) / 1000;
    return light > LIGHT ? "#000000" : "#ffffff";
  }

  String name(int kind) {
    return kind >= 0 && kind < classes.size() ? classes.get(kind) : "class " + kind;
  }

  MarkupTag swatch(int kind) {
    return MarkupTag.of("i", "swatch").with("style", "background:" + hex(kind));
  }
}
