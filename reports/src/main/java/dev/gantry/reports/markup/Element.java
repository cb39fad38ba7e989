package dev.gantry.reports.markup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An element of HTML or SVG, written so that HTML and XML parsers read the same tree. It cannot
 * hold a script, an event handler or a reference to anything outside the page.
 */
public record Element(String name, List<Attribute> attributes, List<MarkupNode> children)
    implements MarkupNode {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9]*");
  private static final Set<String> VOID = Set.of("br", "col", "hr", "meta");
  private static final Set<String> FORBIDDEN =
      Set.of("script", "iframe", "object", "embed", "link", "img", "base", "form", "style");

  public Element {
    if (!NAME.matcher(name).matches() || FORBIDDEN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("no element '" + name + "' in a page of ours");
    }
    attributes = List.copyOf(attributes);
    children = List.copyOf(children);
    if (VOID.contains(name) && !children.isEmpty()) {
      throw new IllegalArgumentException("'" + name + "' holds nothing");
    }
  }

  /** A name and its value, escaped when written. */
  public record Attribute(String name, String value) {
    private static final Pattern PLAIN = Pattern.compile("[a-zA-Z][a-zA-Z0-9:-]*");

    public Attribute {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!PLAIN.matcher(name).matches() || lower.startsWith("on") || lower.equals("style")) {
        throw new IllegalArgumentException("no attribute '" + name + "' in a page of ours");
      }
      if ((lower.endsWith("href") || lower.equals("src")) && !value.startsWith("#")) {
        throw new IllegalArgumentException("a page refers only to itself, not to " + value);
      }
    }
  }

  public static Element tag(String name) {
    return new Element(name, List.of(), List.of());
  }

  public static Element tag(String name, String classes) {
    return tag(name).attribute("class", classes);
  }

  public Element attribute(String key, String value) {
    List<Attribute> all = new ArrayList<>(attributes);
    all.add(new Attribute(key, value));
    return new Element(name, all, children);
  }

  public Element text(String words) {
    return add(new PageText(words));
  }

  public Element add(MarkupNode... nodes) {
    return add(Arrays.asList(nodes));
  }

  public Element add(List<? extends MarkupNode> nodes) {
    List<MarkupNode> all = new ArrayList<>(children);
    all.addAll(nodes);
    return new Element(name, attributes, all);
  }

  @Override
  public void appendTo(StringBuilder markup) {
    markup.append('<').append(name);
    for (Attribute attribute : attributes) {
      markup.append(' ').append(attribute.name()).append("=\"");
      PageText.escape(attribute.value(), markup);
      markup.append('"');
    }
    if (VOID.contains(name)) {
      markup.append(" />");
      return;
    }
    markup.append('>');
    children.forEach(child -> child.appendTo(markup));
    markup.append("</").append(name).append('>');
  }

  @Override
  public String toString() {
    StringBuilder markup = new StringBuilder();
    appendTo(markup);
    return markup.toString();
  }
}
