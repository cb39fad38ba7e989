package dev.gantry.reports.markup;

/** A piece of markup that is safe to place anywhere in a page. */
public sealed interface MarkupNode permits Element, PageText, StyleSheet {
  void appendTo(StringBuilder markup);
}
