package dev.gantry.golden.sheet;

import dev.gantry.dossier.PrintableText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An element of HTML or SVG with what is in it. Words enter it escaped, and it can refer to nothing
 * outside the page.
 */
record MarkupTag(String name, String attributes, String content) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");
  private static final Set<String> FORBIDDEN =
      Set.of("script", "iframe", "object", "embed", "link", "base", "form");
  private static final String PICTURE = "data:image/png;base64,";

  MarkupTag {
    if (!NAME.matcher(name).matches() || FORBIDDEN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("no element '" + name + "' in a page of ours");
    }
  }

  static MarkupTag of(String name) {
    return new MarkupTag(name, "", "");
  }

  static MarkupTag of(String name, String classes) {
    return of(name).with("class", classes);
  }

  MarkupTag with(String key, String value) {
    if (!NAME.matcher(key).matches() || key.toLowerCase(Locale.ROOT).startsWith("on")) {
      throw new IllegalArgumentException("no attribute '" + key + "' in a page of ours");
    }
    boolean reference = key.equals("href") || key.equals("src");
    if (reference && !value.startsWith("#") && !value.startsWith(PICTURE)) {
      throw new IllegalArgumentException("a page refers only to itself, not to " + value);
    }
    return new MarkupTag(name, attributes + " " + key + "=\"" + escaped(value) + "\"", content);
  }

  MarkupTag with(String key, double value) {
    return with(key, SheetFigures.coordinate(value));
  }

  MarkupTag text(String words) {
    return new MarkupTag(name, attributes, content + escaped(words));
  }

  MarkupTag add(MarkupTag... tags) {
    return add(Arrays.asList(tags));
  }

  MarkupTag add(List<MarkupTag> tags) {
    StringBuilder all = new StringBuilder(content);
    tags.forEach(all::append);
    return new MarkupTag(name, attributes, all.toString());
  }

  /** One rule for words in elements and in quoted attributes alike. */
  static String escaped(String words) {
    StringBuilder escaped = new StringBuilder(words.length() + 16);
    PrintableText.lines(words)
        .codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(character);
              }
            });
    return escaped.toString();
  }

  @Override
  public String toString() {
    boolean alone = name.equals("meta") || name.equals("br");
    return "<" + name + attributes + (alone ? ">" : ">" + content + "</" + name + ">");
  }
}
