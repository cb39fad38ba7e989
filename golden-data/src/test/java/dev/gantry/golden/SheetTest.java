package dev.gantry.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.golden.sheet.ContactSheet;
import dev.gantry.golden.sheet.SetFacts;
import dev.gantry.golden.sheet.SetSurvey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SheetTest {
  private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"(.{0,22})");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"rail-signals", "track-objects", "free-space"})
  void every_sample_is_there_once_and_nothing_outside_the_page_is_asked_for(String name)
      throws Exception {
    String page = page(GoldenFolder.look(new ShippedSet(name).unpack(folder).set()), 400);

    List<String> cards =
        Pattern.compile("id=\"(sample-\\d+)\"")
            .matcher(page)
            .results()
            .map(one -> one.group(1))
            .toList();
    List<String> names =
        Pattern.compile("<h3>(\\d{4})<span")
            .matcher(page)
            .results()
            .map(one -> one.group(1))
            .toList();
    assertThat(cards).hasSize(300).doesNotHaveDuplicates();
    assertThat(names).hasSize(300).doesNotHaveDuplicates().contains("0000", "0299");
    assertLoadsNothing(page);
    assertThat(page).doesNotContain("http:", "https:", "url(", "<script", "@import");
  }

  @Test
  void the_same_set_gives_the_same_page() throws Exception {
    GoldenFolder set = GoldenFolder.look(ShippedSet.RAIL_SIGNALS.unpack(folder).set());

    assertThat(page(set, 400)).isEqualTo(page(set, 400));
  }

  @Test
  void figures_and_errors_of_the_classifier_are_told() throws Exception {
    String page = page(GoldenFolder.look(ShippedSet.RAIL_SIGNALS.unpack(folder).set()), 400);

    assertThat(page).contains(">0.9900<", "data-part=\"slice:night\">0.9737<");
    String first =
        page.substring(page.indexOf("The reference disagrees"), page.indexOf("All others"));
    assertThat(first.split("<article", -1)).hasSize(4);
    assertThat(first.split("reference says person", -1)).hasSize(3);
    assertThat(first).contains("reference says clear");
  }

  @Test
  void boxes_are_drawn_where_they_are_in_the_picture() throws Exception {
    String page = page(BoxSet.write(folder), 400);

    // 200 x 100 in a letterbox of 64 x 64: scaled by 0.32 and moved down by 16.
    assertThat(page).contains("viewBox=\"0 0 200 100\"");
    assertThat(rect(page, "labelled")).containsExactly("50 25 100 50", "10 10 20 20");
    assertThat(rect(page, "said")).containsExactly("50 25 100 50", "150 50 25 25");
    assertThat(rect(page, "missed")).containsExactly("10 10 20 20");
    assertThat(page).contains("train 0.90<", "cow 0.60 \u2715<", "1 of 1 missed, 1 not labelled");
    // The worst comes first, although it is the second of the set.
    assertThat(page.indexOf("id=\"sample-1\"")).isLessThan(page.indexOf("id=\"sample-0\""));
  }

  private static List<String> rect(String page, String style) {
    Matcher matcher =
        Pattern.compile(
                "x=\"([-0-9.]+)\" y=\"([-0-9.]+)\" width=\"([-0-9.]+)\" height=\"([-0-9.]+)\" class=\""
                    + style)
            .matcher(page);
    return matcher
        .results()
        .map(one -> String.join(" ", one.group(1), one.group(2), one.group(3), one.group(4)))
        .sorted(Comparator.reverseOrder())
        .sorted(Comparator.comparing((String box) -> !box.startsWith("50")))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</style><svg onload=alert(1)>",
        "a&b<c>\"d",
        "javascript:alert(1)",
      })
  void names_from_a_set_are_words_and_never_markup(String hostile) throws Exception {
    SmallSet small =
        SmallSet.in(folder)
            .change("classes: [clear, person]", "classes: [clear, person, '" + hostile + "']")
            .change("shape: [1, 2]", "shape: [1, 3]")
            .change(
                "name: small",
                "name: small\nprovenance: { note: '"
                    + hostile
                    + "' }\ndecoding: { kind: classes, output: logits }")
            .file("logits.npy", Npy.of("<f4", "(3, 3)", 36))
            .sample(hostile, "a.png", hostile)
            .sliced(hostile.replace('/', '|'));
    String page = page(GoldenFolder.look(small.write()), 400);

    assertThat(page)
        .contains(escaped(hostile))
        .contains("data-part=\"slice:" + escaped(hostile.replace('/', '|')));
    assertLoadsNothing(page);
    assertThat(page).doesNotContain("<script", "<img", "<svg onload", "</style><svg");
    assertThat(page.split("</style>", -1)).hasSize(2);
  }

  private static String escaped(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static void assertLoadsNothing(String page) {
    Matcher matcher = REFERENCE.matcher(page);
    int seen = 0;
    while (matcher.find()) {
      seen++;
      assertThat(matcher.group(1)).matches("#picture-.*|data:image/png;base64,");
    }
    assertThat(seen).isPositive();
    assertThat(page).contains("default-src &#39;none&#39;");
  }

  @Test
  void of_a_large_set_a_spread_is_drawn_and_the_rest_is_counted() throws Exception {
    GoldenFolder set = GoldenFolder.look(ShippedSet.TRACK_OBJECTS.unpack(folder).set());
    String page = page(set, 20);

    assertThat(page.split("<article", -1)).hasSize(21);
    assertThat(page).contains("20 of 300 samples", "280 are left out", "10 of 50", "10 of 250");
  }

  @Test
  void a_slice_is_drawn_alone() throws Exception {
    GoldenFolder set = GoldenFolder.look(ShippedSet.RAIL_SIGNALS.unpack(folder).set());
    Path file = folder.resolve("night.html");
    sheet(set, Optional.of("night"), 400, () -> false).write(file);
    String page = Files.readString(file);

    assertThat(page.split("<article", -1)).hasSize(77);
    assertThat(page).contains("All 76 samples of slice \u2018night\u2019");
  }

  @Test
  void whoever_cancels_keeps_the_old_page_and_gets_no_half() throws Exception {
    GoldenFolder set =
        GoldenFolder.look(SmallSet.in(Files.createDirectory(folder.resolve("s"))).write());
    Path file = Files.writeString(folder.resolve("page.html"), "old");
    AtomicInteger asked = new AtomicInteger();
    ContactSheet sheet = sheet(set, Optional.empty(), 400, () -> asked.incrementAndGet() > 1);

    assertThatThrownBy(() -> sheet.write(file)).isInstanceOf(CancellationException.class);
    assertThat(file).hasContent("old");
    assertOnly("page.html");
  }

  @Test
  void a_picture_that_vanishes_leaves_no_half_page() throws Exception {
    Path place = Files.createDirectory(folder.resolve("s"));
    GoldenFolder set = GoldenFolder.look(SmallSet.in(place).write());
    ContactSheet sheet = sheet(set, Optional.empty(), 400, () -> false);
    Files.delete(place.resolve("b.png"));

    assertThatThrownBy(() -> sheet.write(folder.resolve("page.html")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("b.png");
    assertOnly();
  }

  private void assertOnly(String... names) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(names);
    }
  }

  private String page(GoldenFolder set, int most) throws Exception {
    Path file = folder.resolve("page.html");
    sheet(set, Optional.empty(), most, () -> false).write(file);
    return Files.readString(file);
  }

  private static ContactSheet sheet(
      GoldenFolder set, Optional<String> slice, int most, BooleanSupplier cancelled)
      throws Exception {
    SetFacts facts = new SetSurvey(set, () -> false, step -> {}).facts();
    return new ContactSheet(set, facts, slice, most, cancelled, step -> {});
  }
}
