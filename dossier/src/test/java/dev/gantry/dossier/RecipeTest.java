package dev.gantry.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RecipeTest {
  private static final Digest ONE = Digest.of(new byte[] {1});
  private static final Digest TWO = Digest.of(new byte[] {2});
  private static final BoardKind CPU = BoardKind.of("cpu", Backend.ONNXRUNTIME, 2);

  private static SortedMap<String, String> map(String... words) {
    SortedMap<String, String> map = new TreeMap<>();
    for (int index = 0; index < words.length; index += 2) {
      map.put(words[index], words[index + 1]);
    }
    return map;
  }

  @Test
  void the_same_recipe_has_the_same_digest() {
    Recipe one = new Recipe(ONE, CPU, map("a", "1", "b", "2"), map("o", "3"));
    Recipe two = new Recipe(ONE, CPU, map("b", "2", "a", "1"), map("o", "3"));
    assertThat(one.digest()).isEqualTo(two.digest());
    assertThat(one.digest())
        .as("a change here throws every pinned engine away")
        .hasToString("sha256:b7d9e50d83dd2ba14a1e842c5d235666a7f8a2aa29c742930c3a2c6e6fdf6b76");
  }

  @Test
  void two_recipes_that_differ_anywhere_differ() {
    List<Recipe> recipes =
        new ArrayList<>(
            List.of(
                new Recipe(ONE, CPU, map(), map()),
                new Recipe(TWO, CPU, map(), map()),
                new Recipe(ONE, BoardKind.of("cpu2", Backend.ONNXRUNTIME, 2), map(), map()),
                new Recipe(
                    ONE,
                    new BoardKind(
                        "cpu",
                        Backend.TRTEXEC,
                        2,
                        RequiredBoards.ALL,
                        Expectation.NOTHING,
                        java.util.Optional.of(TensorrtSetup.of("10.3"))),
                    map(),
                    map()),
                new Recipe(ONE, BoardKind.of("cpu", Backend.ONNXRUNTIME, 22), map(), map()),
                new Recipe(ONE, CPU, map("a", "1"), map()),
                new Recipe(ONE, CPU, map(), map("a", "1")),
                new Recipe(ONE, CPU, map("a", ""), map()),
                new Recipe(ONE, CPU, map("a", "1\n"), map()),
                new Recipe(ONE, CPU, map("a=1", ""), map()),
                new Recipe(ONE, CPU, map("a", "1", "b", "2"), map()),
                new Recipe(ONE, CPU, map("a", "1"), map("b", "2")),
                new Recipe(ONE, CPU, map("a", "1\n9 runtime b=1 2"), map())));
    assertThat(recipes.stream().map(Recipe::digest)).doesNotHaveDuplicates();
  }

  @Test
  void of_many_recipes_with_hostile_words_only_equal_ones_share_a_digest() {
    long seed = 7_109;
    Random random = new Random(seed);
    String[] words = {"", "a", "b", "=", " ", "\n", "a=b", "1 a", "runtime a", "option a", "0 \n"};
    Map<Digest, Recipe> seen = new HashMap<>();
    for (int round = 0; round < 20_000; round++) {
      List<SortedMap<String, String>> maps = List.of(new TreeMap<>(), new TreeMap<>());
      for (SortedMap<String, String> map : maps) {
        for (int entry = random.nextInt(3); entry > 0; entry--) {
          map.put(
              words[random.nextInt(words.length)] + words[random.nextInt(words.length)],
              words[random.nextInt(words.length)] + words[random.nextInt(words.length)]);
        }
      }
      Recipe recipe = new Recipe(ONE, CPU, maps.get(0), maps.get(1));
      Recipe before = seen.putIfAbsent(recipe.digest(), recipe);
      assertThat(before == null || before.equals(recipe))
          .as("seed %d, round %d: %s and %s", seed, round, recipe, before)
          .isTrue();
    }
    assertThat(seen.size()).isGreaterThan(10_000);
  }

  @Test
  void a_recipe_keeps_what_it_was_made_of() {
    SortedMap<String, String> runtime = map("a", "1");
    Recipe recipe = new Recipe(ONE, CPU, runtime, map());
    Digest before = recipe.digest();
    runtime.put("b", "2");
    assertThat(recipe.digest()).isEqualTo(before);
  }
}
