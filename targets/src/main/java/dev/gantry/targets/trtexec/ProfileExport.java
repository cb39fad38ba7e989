package dev.gantry.targets.trtexec;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The layers of {@code --exportProfile}. It looks like JSON, but names of layers stand in it as
 * they are, quotes and all: so it is read by its lines, a name being all up to the last time.
 */
public record ProfileExport(int queries, List<LayerTime> layers) {
  private static final String NUMBER = "(\\d{1,20}(?:\\.\\d{1,20})?(?:e[+-]?\\d{1,3})?)";
  private static final Pattern COUNT =
      Pattern.compile("\\s*\\{ ?\"count\" ?: ?(\\d{1,9}) ?\\}\\s*");
  private static final Pattern LAYER =
      Pattern.compile(
          "\\s*, ?\\{ ?\"name\" ?: ?\"(.*)\", \"timeMs\" ?: ?"
              + NUMBER
              + ", \"averageMs\" ?: ?"
              + NUMBER
              // Neither is used; the share of nothing is no number.
              + "(?:, \"medianMs\" ?: ?[^\",]{1,40})?, \"percentage\" ?: ?[^\",]{1,40} \\}\\s*");

  public ProfileExport {
    layers = List.copyOf(layers);
  }

  public static ProfileExport read(byte[] text) throws IOException {
    List<String> lines =
        new String(text, StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
    if (lines.size() < 3
        || !lines.get(0).strip().equals("[")
        || !lines.get(lines.size() - 1).strip().equals("]")) {
      throw new IOException("the profile of trtexec does not end: it was cut, or not written");
    }
    Matcher count = COUNT.matcher(lines.get(1));
    if (!count.matches()) {
      throw new IOException("the profile of trtexec does not begin with a count");
    }
    List<LayerTime> layers = new ArrayList<>();
    for (String line : lines.subList(2, lines.size() - 1)) {
      layers.add(layer(line, layers.size() + 1));
    }
    if (layers.isEmpty()) {
      throw new IOException("the profile of trtexec holds no layers");
    }
    return new ProfileExport(Integer.parseInt(count.group(1)), layers);
  }

  private static LayerTime layer(String line, int number) throws IOException {
    Matcher layer = LAYER.matcher(line);
    if (!layer.matches()) {
      throw new IOException(
          "layer "
              + number
              + " in the profile of trtexec cannot be read: "
              + (line.length() <= 120 ? line : line.substring(0, 120) + "..."));
    }
    String which = "layer " + number;
    return new LayerTime(
        layer.group(1),
        MillisecondText.nanoseconds(new BigDecimal(layer.group(2)), "the timeMs of " + which),
        MillisecondText.nanoseconds(new BigDecimal(layer.group(3)), "the averageMs of " + which));
  }
}
