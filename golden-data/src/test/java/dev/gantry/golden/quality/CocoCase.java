package dev.gantry.golden.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.golden.task.Box;
import dev.gantry.golden.task.Detection;
import dev.gantry.golden.task.LabelledBox;
import dev.gantry.golden.task.TaskAnswer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Labels and detections of some pictures, and what pycocotools makes of them. */
final class CocoCase {
  private final String name;
  private final int classes;
  private final List<List<LabelledBox>> labels = new ArrayList<>();
  private final List<List<Detection>> found = new ArrayList<>();
  private final Map<String, List<String>> figures = new HashMap<>();

  private CocoCase(String name, int classes, int pictures) {
    this.name = name;
    this.classes = classes;
    for (int picture = 0; picture < pictures; picture++) {
      labels.add(new ArrayList<>());
      found.add(new ArrayList<>());
    }
  }

  static List<CocoCase> all() throws IOException {
    List<CocoCase> cases = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(CocoCase.class.getResourceAsStream("coco-cases.txt")),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        List<String> words = List.of(line.split(" "));
        if (words.get(0).equals("case")) {
          cases.add(
              new CocoCase(line, Integer.parseInt(words.get(2)), Integer.parseInt(words.get(3))));
        } else {
          cases.get(cases.size() - 1).add(words.get(0), words.subList(1, words.size()));
        }
      }
    }
    return cases;
  }

  private void add(String what, List<String> words) {
    if (what.startsWith("map")) {
      figures.put(what, words);
      return;
    }
    int picture = Integer.parseInt(words.get(0));
    int kind = Integer.parseInt(words.get(1));
    if (what.equals("label")) {
      labels.get(picture).add(new LabelledBox(kind, box(words.subList(2, 6))));
    } else {
      found
          .get(picture)
          .add(new Detection(kind, Double.parseDouble(words.get(2)), box(words.subList(3, 7))));
    }
  }

  private static Box box(List<String> edges) {
    double[] values = edges.stream().mapToDouble(Double::parseDouble).toArray();
    return new Box(values[0], values[1], values[2], values[3]);
  }

  List<BoxScores> scores() {
    List<BoxScores> scores = new ArrayList<>();
    for (int picture = 0; picture < labels.size(); picture++) {
      TaskAnswer.Things answer = new TaskAnswer.Things(found.get(picture), 0);
      scores.add(BoxScores.of(answer, labels.get(picture), classes));
    }
    return scores;
  }

  void agrees(TaskQuality quality, String metric) {
    List<String> wanted = figures.get(metric);
    agrees(quality.all().orElse(Double.NaN), wanted.get(0), metric);
    for (int kind = 0; kind < classes; kind++) {
      agrees(
          quality.all(kind).orElse(Double.NaN), wanted.get(kind + 1), metric + " of class " + kind);
    }
  }

  private void agrees(double figure, String wanted, String what) {
    double expected = wanted.equals("-") ? Double.NaN : Double.parseDouble(wanted);
    if (Double.isNaN(expected)) {
      assertThat(figure).as("%s, %s", name, what).isNaN();
    } else {
      assertThat(figure).as("%s, %s", name, what).isCloseTo(expected, within(1e-6));
    }
  }
}
