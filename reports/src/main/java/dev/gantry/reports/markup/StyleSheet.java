package dev.gantry.reports.markup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A style sheet of ours; the only thing that is placed unescaped, and so never from outside. */
public record StyleSheet(String sheet) implements MarkupNode {
  public StyleSheet {
    if (sheet.contains("<") || sheet.contains("&") || sheet.contains("url(")) {
      throw new IllegalArgumentException("a style sheet holds no markup and loads nothing");
    }
  }

  /** Reads a sheet that stands beside the class that draws with it. */
  public static StyleSheet beside(Class<?> owner, String name) {
    try (InputStream stream = owner.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the style sheet " + name + " was not packed");
      }
      return new StyleSheet(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("the style sheet " + name + " cannot be read", e);
    }
  }

  @Override
  public void appendTo(StringBuilder markup) {
    markup.append("<style>\n").append(sheet).append("</style>");
  }
}
