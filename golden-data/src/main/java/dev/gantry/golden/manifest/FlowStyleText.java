package dev.gantry.golden.manifest;

import dev.gantry.json.JsonWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values on one line: of YAML, with as few quotes as it takes, or of JSON. */
final class FlowStyleText {
  private static final Pattern BARE = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");
  // What YAML of some version or other would not take for a text.
  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private FlowStyleText() {}

  static String yaml(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> yaml(entry.getKey()) + ": " + yaml(entry.getValue()))
          .collect(Collectors.joining(", ", "{ ", " }"));
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(FlowStyleText::yaml).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    String text = value.toString();
    boolean bare = BARE.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    return bare ? text : json(text);
  }

  static String json(Object value) {
    return visible(JsonWriter.line(plain(value)));
  }

  /** What readers of settings refuse to see raw: a text may hold it, an editor does not show it. */
  private static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char letter = text.charAt(at);
      boolean hidden =
          Character.isISOControl(letter)
              || letter == '\u2028'
              || letter == '\u2029'
              || letter == '\uFEFF'
              || letter >= '\uFFFE';
      visible.append(hidden ? String.format("\\u%04x", (int) letter) : String.valueOf(letter));
    }
    return visible.toString();
  }

  private static Object plain(Object value) {
    if (value instanceof Map<?, ?> map) {
      LinkedHashMap<String, Object> plain = new LinkedHashMap<>();
      map.forEach((key, held) -> plain.put(key.toString(), plain(held)));
      return plain;
    }
    if (value instanceof Collection<?> list) {
      return List.copyOf(list.stream().map(FlowStyleText::plain).toList());
    }
    return value instanceof Number || value instanceof Boolean ? value : value.toString();
  }
}
