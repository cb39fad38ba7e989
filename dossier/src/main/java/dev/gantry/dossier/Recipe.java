package dev.gantry.dossier;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything that decides an engine. */
public record Recipe(
    Digest variant,
    BoardKind kind,
    SortedMap<String, String> runtime,
    SortedMap<String, String> options) {
  public Recipe {
    runtime = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(runtime));
    options = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(options));
  }

  /** The key under which the first engine built from this recipe is pinned. */
  public Digest digest() {
    StringBuilder text = new StringBuilder("gantry.recipe/1\n");
    line(text, "variant", variant.toString());
    line(text, "kind", kind.name() + " " + kind.backend() + " " + kind.threads());
    runtime.forEach((key, value) -> line(text, "runtime " + key, value));
    options.forEach((key, value) -> line(text, "option " + key, value));
    return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(key.length()).append(' ').append(key).append('=');
    text.append(value.length()).append(' ').append(value).append('\n');
  }
}
