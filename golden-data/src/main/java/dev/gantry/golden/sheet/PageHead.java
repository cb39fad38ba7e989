package dev.gantry.golden.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The head of a page, up to where its body starts. */
record PageHead(SetFacts facts) {
  // MarkupTag lets nothing in that loads; this has the browser forbid it as well.
  private static final String NOTHING_LOADS =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

  String text() throws IOException {
    MarkupTag head =
        MarkupTag.of("head")
            .add(
                MarkupTag.of("meta").with("charset", "utf-8"),
                meta("viewport", "width=device-width, initial-scale=1"),
                meta("generator", SheetPlace.GENERATOR),
                meta("color-scheme", "light dark"),
                MarkupTag.of("meta")
                    .with("http-equiv", "Content-Security-Policy")
                    .with("content", NOTHING_LOADS),
                MarkupTag.of("title").text(facts.set().name() + ": golden set"),
                new MarkupTag("style", "", "\n" + sheet()));
    return "<!DOCTYPE html>\n<html lang=\"en\">\n" + head + "\n<body>\n";
  }

  private static MarkupTag meta(String name, String content) {
    return MarkupTag.of("meta").with("name", name).with("content", content);
  }

  private static String sheet() throws IOException {
    try (InputStream stream = PageHead.class.getResourceAsStream("sheet.css")) {
      if (stream == null) {
        throw new IllegalStateException("the style sheet was not packed");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
