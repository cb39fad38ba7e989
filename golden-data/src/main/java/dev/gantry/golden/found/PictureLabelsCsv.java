package dev.gantry.golden.found;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.golden.found.PictureLabels.Label;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Labels in a table of comma-separated values: a column {@code image}, and {@code label}, {@code
 * slices} (parted by ';') or both.
 */
final class PictureLabelsCsv {
  private static final List<String> KNOWN = List.of("image", "label", "slices");

  private final Path file;
  private final Map<String, Label> labels = new HashMap<>();
  private List<String> columns = List.of();

  private PictureLabelsCsv(Path file) {
    this.file = file;
  }

  static PictureLabels read(Path file) throws RefusedException {
    PictureLabelsCsv table = new PictureLabelsCsv(file);
    int number = 1;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      table.head(Optional.ofNullable(reader.readLine()).orElse(""));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          table.row(line, number);
        }
      }
    } catch (NoSuchFileException e) {
      throw new RefusedException(
          Problem.in(file.toString(), "there is no such file", "check the path"));
    } catch (CharacterCodingException e) {
      throw table.refused(number, "is not UTF-8 from here on", "save it so");
    } catch (IOException e) {
      throw new RefusedException(
          Problem.in(file.toString(), "cannot be read: " + e.getMessage(), "check the path"));
    }
    return new PictureLabels(table.labels);
  }

  private void head(String line) throws RefusedException {
    String bare = line.startsWith("\uFEFF") ? line.substring(1) : line;
    columns = cells(bare, 1).stream().map(String::strip).toList();
    boolean distinct = columns.stream().distinct().count() == columns.size();
    if (!columns.contains("image")
        || columns.size() < 2
        || !KNOWN.containsAll(columns)
        || !distinct) {
      throw refused(
          1, "the columns are " + columns, "name them image and label, slices or both of these");
    }
  }

  private void row(String line, int number) throws RefusedException {
    List<String> cells = cells(line, number);
    if (cells.size() != columns.size()) {
      throw refused(
          number,
          "has " + cells.size() + " values, there are " + columns.size() + " columns",
          "give one for each column; quote those with commas");
    }
    Label label =
        new Label(
            cell(cells, "label"),
            Optional.empty(),
            cell(cells, "slices")
                .map(text -> Arrays.stream(text.split(";")).map(String::strip).toList())
                .orElse(List.of()));
    String image = cell(cells, "image").orElse("");
    if (labels.put(image, label) != null) {
      throw refused(number, "'" + image + "' stands twice in the table", "remove one of the rows");
    }
  }

  private Optional<String> cell(List<String> cells, String column) {
    int index = columns.indexOf(column);
    return index < 0
        ? Optional.empty()
        : Optional.of(cells.get(index).strip()).filter(text -> !text.isEmpty());
  }

  private List<String> cells(String line, int number) throws RefusedException {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < line.length(); at++) {
      char letter = line.charAt(at);
      boolean pair =
          quoted && letter == '"' && at + 1 < line.length() && line.charAt(at + 1) == '"';
      if (pair) {
        cell.append('"');
        at++;
      } else if (letter == '"') {
        quoted = !quoted;
      } else if (letter == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(letter);
      }
    }
    if (quoted) {
      throw refused(number, "has a quote that does not end", "end it on the same line");
    }
    cells.add(cell.toString());
    return cells;
  }

  private RefusedException refused(int line, String what, String remedy) {
    return new RefusedException(Problem.at(file.toString(), line, what, remedy));
  }
}
