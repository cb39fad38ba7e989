package dev.gantry.reports.markup;

/** A piece of markup that is safe to place anywhere in a page. */
public sealed interface Node permits Element, Text, Style {
  void appendTo(StringBuilder markup);
}
