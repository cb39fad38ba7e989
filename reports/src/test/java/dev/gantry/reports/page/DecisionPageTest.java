package dev.gantry.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.JudgedRelease.PinnedEngine;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.Verdict;
import dev.gantry.reports.SampleRelease;
import dev.gantry.reports.Xml;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class DecisionPageTest {
  static Stream<JudgedRelease> releases() {
    return Stream.of(
        SampleRelease.passed(),
        SampleRelease.failed(),
        SampleRelease.inconclusive(),
        SampleRelease.missing(Verdict.INCONCLUSIVE),
        SampleRelease.hostile(),
        SampleRelease.empty());
  }

  @ParameterizedTest
  @MethodSource("releases")
  void the_page_runs_nothing_and_loads_nothing(JudgedRelease release) {
    String page = draw(release);
    Document document = Xml.parse(page);
    assertThat(page).doesNotContain("<script", "http://", "https://", "url(", "@import");
    assertThat(Xml.elements(document, "*"))
        .allSatisfy(
            element -> {
              assertThat(element.getTagName()).isNotIn("script", "img", "link", "iframe");
              assertThat(element.getAttribute("src")).isEmpty();
              assertThat(element.getAttribute("href")).matches("|#.*");
            });
  }

  @ParameterizedTest
  @MethodSource("releases")
  void every_link_in_the_page_leads_somewhere(JudgedRelease release) {
    Document document = Xml.parse(draw(release));
    Set<String> ids =
        Xml.elements(document, "*").stream()
            .map(element -> "#" + element.getAttribute("id"))
            .collect(Collectors.toSet());
    assertThat(Xml.elements(document, "a").stream().map(link -> link.getAttribute("href")))
        .allSatisfy(target -> assertThat(ids).contains(target));
  }

  @Test
  void the_answer_stands_in_words() {
    assertThat(heading(SampleRelease.passed())).isEqualTo("Ship");
    assertThat(heading(SampleRelease.failed())).isEqualTo("Do not ship");
    assertThat(heading(SampleRelease.inconclusive())).isEqualTo("Cannot tell");
    assertThat(heading(SampleRelease.empty())).isEqualTo("Cannot tell");
  }

  @Test
  void a_shard_says_that_it_is_no_release() {
    String page = draw(SampleRelease.shard());
    assertThat(heading(SampleRelease.shard())).isEqualTo("This part holds");
    assertThat(page).contains("No verdict on the release: this is shard 2 of 2.");
    assertThat(draw(SampleRelease.passed())).doesNotContain("No verdict on the release");
  }

  @Test
  void the_reason_names_the_worst_finding() {
    assertThat(draw(SampleRelease.failed()))
        .contains("2 of 54 findings are broken")
        .contains("Worst: task.map50-95.night of obstacle-detector/int8/cpu-2t/bench-3 at 4.1 pt");
  }

  @Test
  void a_cell_without_evidence_says_so_and_is_not_green() {
    List<Element> ledgerCells = Xml.classed(Xml.parse(draw(missing())), "cell");
    assertThat(ledgerCells).hasSize(12);
    assertThat(ledgerCells)
        .filteredOn(ledgerCell -> has(ledgerCell, "no-evidence"))
        .hasSize(5)
        .allSatisfy(
            ledgerCell -> assertThat(ledgerCell.getTextContent()).startsWith("No evidence"));
    assertThat(ledgerCells).filteredOn(ledgerCell -> has(ledgerCell, "met")).hasSize(7);
  }

  @Test
  void a_pass_that_the_entries_do_not_bear_out_is_not_drawn_as_a_pass() {
    String page = draw(SampleRelease.missing(Verdict.PASSED));
    assertThat(heading(SampleRelease.missing(Verdict.PASSED))).isEqualTo("Cannot tell");
    assertThat(page).contains("The dossier says PASSED").doesNotContain("<header class=\"passed\"");
    assertThat(draw(SampleRelease.passed())).doesNotContain("The dossier says");
  }

  @Test
  void outcomes_are_told_by_words_beside_the_sign() {
    Document document = Xml.parse(draw(SampleRelease.failed()));
    assertThat(Xml.classed(document, "outcome"))
        .isNotEmpty()
        .allSatisfy(outcome -> assertThat(outcome.getTextContent()).isNotBlank());
  }

  @Test
  void simulated_boards_are_announced_and_only_they() {
    String banner = "Simulated boards: timings say nothing about real hardware";
    assertThat(draw(SampleRelease.passed())).contains(banner, "These are: bench-2, bench-3.");
    assertThat(draw(SampleRelease.empty())).doesNotContain(banner);
  }

  @Test
  void every_finding_stands_on_the_page_with_its_id_and_its_words() {
    JudgedRelease release = SampleRelease.failed();
    String text = Xml.parse(draw(release)).getDocumentElement().getTextContent();
    assertThat(release.findings())
        .allSatisfy(
            finding -> {
              assertThat(text).contains(finding.message());
              assertThat(text).contains(finding.subject().criterion());
            });
    assertThat(text)
        .contains("perception, until 2026-12-31", "TOOLCHAIN", "18.3 % beyond", "nvpmodel");
  }

  @Test
  void the_worst_comes_first() {
    String page = draw(SampleRelease.failed());
    assertThat(page.indexOf("findings broken"))
        .isLessThan(page.indexOf("findings not-measured"))
        .isPositive();
    assertThat(page.indexOf("findings not-measured")).isLessThan(page.indexOf("findings met"));
    assertThat(page.indexOf(">4.1 pt<")).isLessThan(page.indexOf(">14.2 ms<"));
  }

  @Test
  void a_number_that_proves_nothing_says_so() {
    assertThat(Xml.classed(Xml.parse(draw(SampleRelease.inconclusive())), "figures"))
        .hasSize(4)
        .allSatisfy(
            figures ->
                assertThat(figures.getTextContent())
                    .contains("seen, not proven", "99 % confidence demanded"));
  }

  @Test
  void the_bytes_are_named_in_full() {
    JudgedRelease release = SampleRelease.passed();
    String page = draw(release);
    assertThat(release.engines())
        .extracting(PinnedEngine::digest)
        .allSatisfy(digest -> assertThat(page).contains(digest.toString()));
    assertThat(page).contains("rail-obstacles 3", "240 samples", "night 60");
  }

  @Test
  void what_was_there_already_is_said_not_to_have_been_pushed() {
    assertThat(draw(SampleRelease.passed()))
        .contains("nothing pushed: all there already", "engine 5.8 MiB");
  }

  @Test
  void hostile_words_are_read_as_words() {
    String text = Xml.parse(draw(SampleRelease.hostile())).getDocumentElement().getTextContent();
    assertThat(text).contains("</title><script>alert(1)</script> ]]> & \"quoted\"");
  }

  @Test
  void answers_are_told_part_by_part_and_engines_that_answer_the_same_share_a_table() {
    Document document = Xml.parse(draw(SampleRelease.failed()));
    List<Element> folds = Xml.elements(document, "details");
    assertThat(folds).hasSize(2);
    assertThat(text(Xml.elements(document, "summary")))
        .containsExactly(
            "obstacle-detector fp32cpu/bench-1, cpu/bench-2, cpu-2t/bench-3"
                + "mAP50 91.20 % → 91.20 %mAP50-95 45.60 % → 45.60 %",
            "obstacle-detector int8cpu/bench-1, cpu/bench-2, cpu-2t/bench-3"
                + "mAP50 91.20 % → 90.25 %mAP50-95 45.60 % → 45.13 %");
    assertThat(folds.stream().map(fold -> fold.getAttribute("open")))
        .as("open where the loss that is broken has its place")
        .containsExactly("", "open");
    assertThat(rows(document, "parts", 1))
        .containsExactly(
            "All samples|240|91.20 %|90.25 %|−0.95 pt|45.60 %|45.13 %|−0.48 pt",
            "Slices",
            "night|60|84.00 %|79.90 %|−4.10 pt|42.00 %|39.95 %|−2.05 pt",
            "Classes",
            "post|181|93.00 %|93.55 %|+0.55 pt|46.50 %|46.78 %|+0.27 pt",
            "signal|96|89.40 %|86.95 %|−2.45 pt|44.70 %|43.48 %|−1.22 pt");
  }

  @Test
  void the_five_mistakes_that_the_engine_makes_most_are_counted() {
    Document document = Xml.parse(draw(SampleRelease.failed()));
    assertThat(rows(document, "mistakes", 1))
        .containsExactly(
            "signal|post|17|1",
            "nothing|post|6|4",
            "post|nothing|4|5",
            "signal|nothing|3|2",
            "nothing|signal|2|3");
    assertThat(text(Xml.classed(document, "more")))
        .containsExactly("1 more pair in dossier/judged.json");
  }

  @Test
  void a_metric_is_explained_where_it_is_used_and_only_there() {
    String page = draw(SampleRelease.passed());
    assertThat(page).contains(TaskMetric.MAP50.meaning(), TaskMetric.MAP50_95.meaning(), "COCO");
    assertThat(page).doesNotContain(TaskMetric.MIOU.meaning());
    assertThat(draw(SampleRelease.empty())).doesNotContain("How good the answers are");
  }

  /** The rows below the head of the table with this class, so many tables down the page. */
  private static List<String> rows(Document document, String table, int at) {
    NodeList rows = Xml.classed(document, table).get(at).getElementsByTagName("tr");
    return IntStream.range(0, rows.getLength())
        .mapToObj(row -> (Element) rows.item(row))
        .filter(row -> row.getParentNode().getNodeName().equals("tbody"))
        .map(DecisionPageTest::cells)
        .toList();
  }

  private static String cells(Element row) {
    NodeList cells = row.getChildNodes();
    return IntStream.range(0, cells.getLength())
        .mapToObj(cell -> cells.item(cell).getTextContent().strip())
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining("|"));
  }

  private static List<String> text(List<Element> elements) {
    return elements.stream().map(element -> element.getTextContent().strip()).toList();
  }

  private static JudgedRelease missing() {
    return SampleRelease.missing(Verdict.INCONCLUSIVE);
  }

  private static String draw(JudgedRelease release) {
    return new DecisionPage().draw(release);
  }

  private static String heading(JudgedRelease release) {
    return Xml.elements(Xml.parse(draw(release)), "h1").get(0).getTextContent();
  }

  private static boolean has(Element element, String word) {
    return List.of(element.getAttribute("class").split(" ")).contains(word);
  }
}
