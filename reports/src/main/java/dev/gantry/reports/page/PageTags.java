package dev.gantry.reports.page;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.dossier.Digest;
import dev.gantry.reports.markup.Element;

/** Small signs that recur on the page. */
final class PageTags {
  private PageTags() {}

  static Element simulated() {
    return tag("span", "tag").text("simulated");
  }

  /** Enough of a digest to tell files apart; all of it for those who point at it. */
  static Element brief(Digest digest) {
    return tag("code").attribute("title", digest.toString()).text(digest.shortName());
  }

  static Element absent() {
    return tag("span", "absent").attribute("title", "unknown").text("–");
  }
}
