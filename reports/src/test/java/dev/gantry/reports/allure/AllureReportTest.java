package dev.gantry.reports.allure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Verdict;
import dev.gantry.reports.SampleRelease;
import io.qameta.allure.ga.GaPlugin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllureReportTest {
  private static final Pattern ADDRESS = Pattern.compile("https?://([A-Za-z0-9.-]+)");
  // Names of formats, and places that comments in Allure's own code point people to.
  private static final Set<String> NEVER_LOADED =
      Set.of("www.w3.org", "github.com", "handlebarsjs.com", "marionettejs.com", "fontawesome.io");

  @TempDir Path folder;

  @Test
  void the_report_is_one_file_that_loads_nothing() throws IOException {
    String page = write(SampleRelease.failed());
    try (Stream<Path> files = Files.list(folder.resolve("allure-report"))) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactly("index.html");
    }
    assertThat(page)
        .doesNotContain("googletagmanager", "gtag(", "src=\"http", "href=\"http", "src=\"//");
    assertThat(page).contains("Content-Security-Policy");
    assertThat(addresses(page)).isEmpty();
  }

  @Test
  void the_code_inside_the_report_knows_no_address_to_load_from() throws IOException {
    String page = write(SampleRelease.failed());
    Matcher inside = Pattern.compile("(?:src|href)=\"data:[^,]*;base64,([^\"]*)\"").matcher(page);
    int parts = 0;
    while (inside.find()) {
      parts++;
      assertThat(addresses(decoded(inside.group(1)))).isSubsetOf(NEVER_LOADED);
    }
    assertThat(parts).as("icon, style and code").isEqualTo(3);
  }

  @Test
  void drawing_it_tells_nobody() {
    assertThat(AllureReport.extensions()).isNotEmpty().noneMatch(GaPlugin.class::isInstance);
  }

  @Test
  void every_result_is_in_the_report_and_nothing_missing_is_green() throws IOException {
    Map<String, String> parts = parts(write(SampleRelease.missing(Verdict.PASSED)));
    assertThat(parts.get("widgets/summary.json"))
        .contains("\"broken\":5", "\"passed\":35", "\"total\":40");
    assertThat(parts.get("data/categories.json")).contains("Not enough evidence");
    assertThat(parts.get("widgets/environment.json")).contains("Simulated boards");
  }

  @Test
  void hostile_words_do_not_become_markup() throws IOException {
    String page = write(SampleRelease.hostile());
    assertThat(page).doesNotContain("alert(1)", "alert(2)");
    assertThat(parts(page).get("widgets/summary.json")).contains("\"total\":54");
  }

  @Test
  void no_raw_results_are_left_beside_the_report() throws IOException {
    write(SampleRelease.passed());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactly("allure-report");
    }
  }

  @Test
  void a_page_that_would_still_load_something_is_refused() {
    String page = "<head><script src=\"https://elsewhere.example/a.js\"></script></head>";
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> OfflinePage.of(page))
        .withMessageContaining("elsewhere.example");
  }

  private String write(JudgedRelease release) throws IOException {
    Path target = folder.resolve("allure-report");
    new AllureReport(new AllureResults("a bench")).write(release, target);
    return Files.readString(target.resolve("index.html"));
  }

  private static Map<String, String> parts(String page) {
    Map<String, String> parts = new HashMap<>();
    Matcher part = Pattern.compile("d\\('([^']*)','([^']*)'\\)").matcher(page);
    while (part.find()) {
      parts.put(part.group(1), decoded(part.group(2)));
    }
    return parts;
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static Set<String> addresses(String text) {
    Set<String> hosts = new TreeSet<>();
    Matcher address = ADDRESS.matcher(text);
    while (address.find()) {
      hosts.add(address.group(1));
    }
    return hosts;
  }
}
