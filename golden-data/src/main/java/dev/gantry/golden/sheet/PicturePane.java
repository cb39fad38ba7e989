package dev.gantry.golden.sheet;

import dev.gantry.golden.picture.PicturePlacement;
import dev.gantry.golden.task.Box;

/**
 * A picture with something drawn over it, in the coordinates of the picture. Names are laid over it
 * as words of the page, so that they can be read at any size.
 */
final class PicturePane {
  private final VisibleSample sight;
  private final ClassPalette palette;
  private final BoxNamePlates places;
  private MarkupTag drawing;
  private MarkupTag frame = MarkupTag.of("div", "frame");

  private PicturePane(VisibleSample sight, ClassPalette palette, MarkupTag picture) {
    this.sight = sight;
    this.palette = palette;
    this.places = new BoxNamePlates((double) sight.height() / sight.width());
    this.drawing =
        MarkupTag.of("svg")
            .with("viewBox", "0 0 " + sight.width() + " " + sight.height())
            .with("role", "img")
            .add(picture);
  }

  /** With the picture itself, which others may show again by its name. */
  static PicturePane first(VisibleSample sight, ClassPalette palette, String id) {
    MarkupTag picture =
        MarkupTag.of("image", sight.coarse() ? "coarse" : "fine")
            .with("id", id)
            .with("href", sight.picture())
            .with("width", sight.width())
            .with("height", sight.height())
            .with("preserveAspectRatio", "none");
    return new PicturePane(sight, palette, picture);
  }

  static PicturePane again(VisibleSample sight, ClassPalette palette, String id) {
    return new PicturePane(sight, palette, MarkupTag.of("use").with("href", "#" + id));
  }

  /** A box in the coordinates of the network; its style is a class of the style sheet. */
  PicturePane box(Box box, int kind, String style, String words) {
    PicturePlacement placement = sight.placement();
    double left = placement.toPictureX(box.x0());
    double top = placement.toPictureY(box.y0());
    double right = placement.toPictureX(box.x1());
    double bottom = placement.toPictureY(box.y1());
    MarkupTag outline =
        MarkupTag.of("rect")
            .with("x", left)
            .with("y", top)
            .with("width", Math.max(0, right - left))
            .with("height", Math.max(0, bottom - top));
    drawing =
        drawing.add(
            outline.with("class", "casing"),
            outline.with("class", style).with("stroke", palette.hex(kind)));
    plate(left, top, right, bottom, kind, style, words);
    return this;
  }

  private void plate(
      double left, double top, double right, double bottom, int kind, String style, String words) {
    boolean plain = style.equals("labelled");
    String colours =
        plain
            ? "background:" + palette.hex(kind) + ";color:" + palette.ink(kind)
            : "border-color:" + palette.hex(kind);
    String place =
        places.next(
            new BoxNamePlates.Wanted(
                left / sight.width(),
                top / sight.height(),
                right / sight.width(),
                bottom / sight.height(),
                words.length(),
                style.equals("missed")));
    frame =
        frame.add(
            MarkupTag.of("span", "plate " + style)
                .with("style", place + ";" + colours)
                .text(words));
  }

  /** A picture that covers all that the network is fed. */
  PicturePane cover(String picture) {
    PicturePlacement placement = sight.placement();
    double left = placement.toPictureX(0);
    double top = placement.toPictureY(0);
    drawing =
        drawing.add(
            MarkupTag.of("image", "coarse")
                .with("href", picture)
                .with("x", left)
                .with("y", top)
                .with("width", placement.toPictureX(sight.network().width()) - left)
                .with("height", placement.toPictureY(sight.network().height()) - top)
                .with("preserveAspectRatio", "none"));
    return this;
  }

  MarkupTag figure(String caption) {
    MarkupTag whole =
        MarkupTag.of("figure", "pane")
            .add(new MarkupTag(frame.name(), frame.attributes(), drawing + frame.content()));
    return caption.isEmpty() ? whole : whole.add(MarkupTag.of("figcaption").text(caption));
  }
}
