package dev.gantry.golden.picture;

/** The size a picture is scaled to, and where its corner then lies in the network's frame. */
record ScaledFrame(int width, int height, int left, int top) {
  static ScaledFrame of(
      Preprocessing how, int width, int height, int wantedWidth, int wantedHeight) {
    double across = wantedWidth / (double) width;
    double down = wantedHeight / (double) height;
    return switch (how.fit()) {
      case EXACT, STRETCH -> new ScaledFrame(wantedWidth, wantedHeight, 0, 0);
      case LETTERBOX -> {
        // Rounded down, in double precision: the recipe of the usual training code, to the pixel.
        double scale = Math.min(across, down);
        int scaledWidth = Math.max(1, (int) (width * scale));
        int scaledHeight = Math.max(1, (int) (height * scale));
        boolean centred = how.anchor() == LetterboxAnchor.CENTRE;
        yield new ScaledFrame(
            scaledWidth,
            scaledHeight,
            centred ? (wantedWidth - scaledWidth) / 2 : 0,
            centred ? (wantedHeight - scaledHeight) / 2 : 0);
      }
      case CROP -> {
        boolean wide = across < down;
        int scaledWidth = wide ? Math.max(wantedWidth, (int) (width * down)) : wantedWidth;
        int scaledHeight = wide ? wantedHeight : Math.max(wantedHeight, (int) (height * across));
        yield new ScaledFrame(
            scaledWidth,
            scaledHeight,
            (int) -Math.rint((scaledWidth - wantedWidth) / 2.0),
            (int) -Math.rint((scaledHeight - wantedHeight) / 2.0));
      }
    };
  }

  PicturePlacement placement(int pictureWidth, int pictureHeight) {
    return new PicturePlacement(
        width / (double) pictureWidth, height / (double) pictureHeight, left, top);
  }
}
