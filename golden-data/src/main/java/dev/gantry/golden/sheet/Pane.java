package dev.gantry.golden.sheet;

import dev.gantry.golden.picture.Placement;
import dev.gantry.golden.task.Box;

/**
 * A picture with something drawn over it, in the coordinates of the picture. Names are laid over it
 * as words of the page, so that they can be read at any size.
 */
final class Pane {
  private final Sight sight;
  private final Palette palette;
  private final Plates places;
  private Tag drawing;
  private Tag frame = Tag.of("div", "frame");

  private Pane(Sight sight, Palette palette, Tag picture) {
    this.sight = sight;
    this.palette = palette;
    this.places = new Plates((double) sight.height() / sight.width());
    this.drawing =
        Tag.of("svg")
            .with("viewBox", "0 0 " + sight.width() + " " + sight.height())
            .with("role", "img")
            .add(picture);
  }

  /** With the picture itself, which others may show again by its name. */
  static Pane first(Sight sight, Palette palette, String id) {
    Tag picture =
        Tag.of("image", sight.coarse() ? "coarse" : "fine")
            .with("id", id)
            .with("href", sight.picture())
            .with("width", sight.width())
            .with("height", sight.height())
            .with("preserveAspectRatio", "none");
    return new Pane(sight, palette, picture);
  }

  static Pane again(Sight sight, Palette palette, String id) {
    return new Pane(sight, palette, Tag.of("use").with("href", "#" + id));
  }

  /** A box in the coordinates of the network; its style is a class of the style sheet. */
  Pane box(Box box, int kind, String style, String words) {
    Placement placement = sight.placement();
    double left = placement.toPictureX(box.x0());
    double top = placement.toPictureY(box.y0());
    double right = placement.toPictureX(box.x1());
    double bottom = placement.toPictureY(box.y1());
    Tag outline =
        Tag.of("rect")
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
            new Plates.Wanted(
                left / sight.width(),
                top / sight.height(),
                right / sight.width(),
                bottom / sight.height(),
                words.length(),
                style.equals("missed")));
    frame =
        frame.add(
            Tag.of("span", "plate " + style).with("style", place + ";" + colours).text(words));
  }

  /** A picture that covers all that the network is fed. */
  Pane cover(String picture) {
    Placement placement = sight.placement();
    double left = placement.toPictureX(0);
    double top = placement.toPictureY(0);
    drawing =
        drawing.add(
            Tag.of("image", "coarse")
                .with("href", picture)
                .with("x", left)
                .with("y", top)
                .with("width", placement.toPictureX(sight.network().width()) - left)
                .with("height", placement.toPictureY(sight.network().height()) - top)
                .with("preserveAspectRatio", "none"));
    return this;
  }

  Tag figure(String caption) {
    Tag whole =
        Tag.of("figure", "pane")
            .add(new Tag(frame.name(), frame.attributes(), drawing + frame.content()));
    return caption.isEmpty() ? whole : whole.add(Tag.of("figcaption").text(caption));
  }
}
