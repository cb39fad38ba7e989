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
record Tag(String name, String attributes, String content) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");
  private static final Set<String> FORBIDDEN =
      Set.of("script", "iframe", "object", "embed", "link", "base", "form");
  private static final String PICTURE = "data:image/png;base64,";

  Tag {
    if (!NAME.matcher(name).matches() || FORBIDDEN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("no element '" + name + "' in a page of ours");
    }
  }

  static Tag of(String name) {
    return new Tag(name, "", "");
  }

  static Tag of(String name, String classes) {
    return of(name).with("class", classes);
  }

  Tag with(String key, String value) {
    if (!NAME.matcher(key).matches() || key.toLowerCase(Locale.ROOT).startsWith("on")) {
      throw new IllegalArgumentException("no attribute '" + key + "' in a page of ours");
    }
    boolean reference = key.equals("href") || key.equals("src");
    if (reference && !value.startsWith("#") && !value.startsWith(PICTURE)) {
      throw new IllegalArgumentException("a page refers only to itself, not to " + value);
    }
    return new Tag(name, attributes + " " + key + "=\"" + escaped(value) + "\"", content);
  }

  Tag with(String key, double value) {
    return with(key, Figures.coordinate(value));
  }

  Tag text(String words) {
    return new Tag(name, attributes, content + escaped(words));
  }

  Tag add(Tag... tags) {
    return add(Arrays.asList(tags));
  }

  Tag add(List<Tag> tags) {
    StringBuilder all = new StringBuilder(content);
    tags.forEach(all::append);
    return new Tag(name, attributes, all.toString());
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
