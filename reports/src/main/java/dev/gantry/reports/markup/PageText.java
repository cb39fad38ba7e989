package dev.gantry.reports.markup;

import dev.gantry.dossier.PrintableText;

/** Words as people read them, whatever characters they hold. */
public record PageText(String words) implements MarkupNode {
  @Override
  public void appendTo(StringBuilder markup) {
    escape(words, markup);
  }

  /** Escaped for element content and for quoted attributes alike, so that there is one rule. */
  static void escape(String words, StringBuilder markup) {
    PrintableText.lines(words)
        .codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '&' -> markup.append("&amp;");
                case '<' -> markup.append("&lt;");
                case '>' -> markup.append("&gt;");
                case '"' -> markup.append("&quot;");
                case '\'' -> markup.append("&#39;");
                default -> markup.appendCodePoint(character);
              }
            });
  }
}
