package dev.gantry.converter.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.converter.model.OperatorTable;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OperatorRulesTest {
  private static List<String> lines() throws Exception {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(OperatorTable.class.getResourceAsStream("operators.txt")),
                StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }

  @Test
  void every_operator_whose_form_changed_has_a_rule_or_is_known_to_have_none() throws Exception {
    TreeSet<String> up = new TreeSet<>();
    TreeSet<String> down = new TreeSet<>();
    for (String line : lines()) {
      String[] words = line.split(" ", -1);
      for (int index = 2; index < words.length; index++) {
        if (words[index].endsWith("!")) {
          long opset = Long.parseLong(words[index].replace("!", ""));
          if (RaiseRules.find(words[0], opset).isEmpty()) {
            up.add(words[0] + " " + opset);
          }
          if (opset > 12 && LowerRules.find(words[0], opset).isEmpty()) {
            down.add(words[0] + " " + opset);
          }
        }
      }
    }
    assertThat(up).containsExactly("DFT 20", "GroupNormalization 21", "Scan 9");
    assertThat(down).containsExactly("DFT 20");
  }

  @Test
  void the_table_tells_new_forms_and_attributes_apart() {
    OperatorTable table = OperatorTable.read();
    assertThat(table.first("Gelu")).contains(20L);
    assertThat(table.first("Magic")).isEmpty();
    assertThat(table.isSame("Relu", 7, 22)).isTrue();
    assertThat(table.isSame("Softmax", 13, 22)).isTrue();
    assertThat(table.isSame("Softmax", 12, 13)).isFalse();
    assertThat(table.isSame("Gelu", 19, 20)).isFalse();
    OperatorTable.Change resize = table.change("Resize", 18).orElseThrow();
    assertThat(resize.needsRule()).isFalse();
    assertThat(resize.attributes())
        .containsEntry("keep_aspect_ratio_policy", "stretch")
        .containsEntry("axes", "")
        .containsEntry("antialias", "0");
    assertThat(table.change("Pad", 18).orElseThrow().inputsBefore()).contains(3);
    assertThat(table.change("MaxPool", 8).orElseThrow().outputsBefore()).contains(1);
  }
}
