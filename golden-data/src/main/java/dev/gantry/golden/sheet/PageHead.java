package dev.gantry.golden.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The head of a page, up to where its body starts. */
record PageHead(SetFacts facts) {
  // Tag lets nothing in that loads; this is the second lock on the same door.
  private static final String NOTHING_LOADS =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

  String text() throws IOException {
    Tag head =
        Tag.of("head")
            .add(
                Tag.of("meta").with("charset", "utf-8"),
                meta("viewport", "width=device-width, initial-scale=1"),
                meta("generator", SheetPlace.GENERATOR),
                meta("color-scheme", "light dark"),
                Tag.of("meta")
                    .with("http-equiv", "Content-Security-Policy")
                    .with("content", NOTHING_LOADS),
                Tag.of("title").text(facts.set().name() + ": golden set"),
                new Tag("style", "", "\n" + sheet()));
    return "<!DOCTYPE html>\n<html lang=\"en\">\n" + head + "\n<body>\n";
  }

  private static Tag meta(String name, String content) {
    return Tag.of("meta").with("name", name).with("content", content);
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
