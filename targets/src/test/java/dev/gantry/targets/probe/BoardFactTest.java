package dev.gantry.targets.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BoardFactTest {
  private static final Pattern SAID =
      Pattern.compile(
          "(?<!not )\\b(?:say|tell|lacks) (?<key>[a-z][a-z0-9.-]*)(?= |$)", Pattern.MULTILINE);

  /** What is not kept as it is said: facts follow from it. */
  private static final Set<String> RAW = Set.of("l4t.line", "l4t.package", "processor.flags.line");

  @Test
  void no_key_stands_for_two_facts_and_each_has_a_meaning() {
    List<BoardFact> facts = List.of(BoardFact.values());

    assertThat(facts).extracting(BoardFact::key).doesNotHaveDuplicates();
    assertThat(facts).extracting(BoardFact::meaning).doesNotHaveDuplicates();
    assertThat(facts)
        .allSatisfy(fact -> assertThat(fact.key()).matches("[a-z0-9]+([.-][a-z0-9]+)*"));
  }

  @Test
  void every_key_that_a_script_says_is_known_by_name() throws IOException {
    Set<String> said = new TreeSet<>();
    for (String script : List.of("probe.sh", "common.sh", "../state/state.sh")) {
      Matcher matcher = SAID.matcher(text(script).replaceAll("(?m)^ *#.*", ""));
      while (matcher.find()) {
        said.add(matcher.group("key"));
      }
    }
    said.removeIf(key -> key.startsWith("missing.") || RAW.contains(key));
    Set<String> known =
        Stream.of(BoardFact.values()).map(BoardFact::key).collect(Collectors.toSet());

    assertThat(said).hasSizeGreaterThan(35).isSubsetOf(known);
  }

  @Test
  void what_decides_and_what_is_told_is_in_the_order_that_files_keep() {
    assertThat(BoardFact.of(BoardFact.Use.SELF_TEST))
        .extracting(BoardFact::key)
        .containsExactly("tensorrt", "cuda", "l4t", "soc", "gpu", "gpu.driver");
    assertThat(BoardFact.of(BoardFact.Use.ENGINE))
        .extracting(BoardFact::key)
        .containsExactly("tensorrt", "cuda", "l4t", "soc", "gpu", "architecture");
    assertThat(BoardFact.of(BoardFact.Use.ONNXRUNTIME))
        .extracting(BoardFact::key)
        .containsExactly("architecture", "processor", "processor.flags");
    assertThat(BoardFact.of(BoardFact.Use.STATE)).hasSize(5);
    assertThat(BoardFact.of(BoardFact.Use.WATCHED)).hasSize(10);
  }

  private static String text(String script) throws IOException {
    try (InputStream stream = BoardProbe.class.getResourceAsStream(script)) {
      assertThat(stream).as(script).isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
