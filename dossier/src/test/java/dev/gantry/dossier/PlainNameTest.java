package dev.gantry.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainNameTest {
  @Test
  void names_of_the_trade_are_plain() {
    for (String name : new String[] {"a", "7", "orin-nx-07", "yolo_v8.n", "x".repeat(64)}) {
      assertThat(PlainName.isPlain(name)).as(name).isTrue();
      assertThat(PlainName.require("board", name)).isEqualTo(name);
    }
  }

  @Test
  void names_that_could_leave_a_folder_or_a_shell_word_are_not() {
    for (String name :
        new String[] {
          "",
          ".",
          "..",
          "-rf",
          "_x",
          "a/b",
          "a\\b",
          "a b",
          "a\n",
          "a\u0000",
          "caf\u00e9",
          "$(id)",
          "a;b",
          "a*",
          "a'b",
          "x".repeat(65)
        }) {
      assertThat(PlainName.isPlain(name)).as(name).isFalse();
      assertThatThrownBy(() -> PlainName.require("board", name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("board '" + name + "' is not a plain name")
          .hasMessageContaining(PlainName.RULE);
    }
  }

  @Test
  void a_plain_name_is_one_part_of_a_path_whatever_its_letters() {
    long seed = 7_108;
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder name = new StringBuilder();
      for (int length = random.nextInt(6); length >= 0; length--) {
        name.append((char) random.nextInt(300));
      }
      if (PlainName.isPlain(name.toString())) {
        assertThat(name.toString())
            .as("seed %d", seed)
            .doesNotContain("/", "\\", " ", "\n", "'", "\"", "$", "*")
            .isNotIn(".", "..");
      }
    }
  }
}
