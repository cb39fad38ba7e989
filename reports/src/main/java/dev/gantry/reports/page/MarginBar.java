package dev.gantry.reports.page;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.reports.ledger.LedgerEntry;
import dev.gantry.reports.ledger.LimitMargin;
import dev.gantry.reports.markup.Element;
import java.util.Locale;

/** Draws how far inside or beyond its limit a value lies, and says it in words. */
final class MarginBar {
  private static final double HALF = 44;
  private static final double FULL = 0.5;

  private MarginBar() {}

  static Element of(LedgerEntry entry) {
    return entry
        .margin()
        .map(margin -> tag("span", "margin").add(bar(margin, entry), words(margin)))
        .orElseGet(() -> tag("span", "margin").add(PageTags.absent()));
  }

  private static Element words(LimitMargin margin) {
    return tag("span", margin.inside() ? "inside" : "beyond").text(margin.words());
  }

  private static Element bar(LimitMargin margin, LedgerEntry entry) {
    double length = HALF * Math.min(FULL, Math.abs(margin.comparable())) / FULL;
    double from = margin.inside() ? HALF + 1 - length : HALF + 1;
    return tag("svg", "bar " + StandingMark.className(entry.standing()))
        .attribute("viewBox", "0 0 90 12")
        .attribute("aria-hidden", "true")
        .add(
            box("track", 1, 5, 2 * HALF, 2),
            box("length", from, 3, Math.max(length, 0.8), 6),
            box("limit", HALF + 0.3, 0, 1.4, 12));
  }

  private static Element box(String classes, double x, double y, double width, double height) {
    return tag("rect", classes)
        .attribute("x", number(x))
        .attribute("y", number(y))
        .attribute("width", number(width))
        .attribute("height", number(height));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
