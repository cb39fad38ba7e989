package dev.gantry.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.JudgedRelease.Account;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Verdict;
import dev.gantry.reports.SampleRelease;
import dev.gantry.reports.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class LatencyPlotTest {
  @Test
  void every_board_that_brought_a_distribution_has_a_curve_and_a_name() {
    Document plot = document(SampleRelease.failed());
    assertThat(Xml.classed(plot, "curve")).hasSize(3);
    assertThat(Xml.classed(plot, "name").stream().map(Element::getTextContent))
        .containsExactlyInAnyOrder("bench-1", "bench-2", "bench-3");
  }

  @Test
  void boards_of_one_kind_share_a_colour_and_differ_in_their_dashes() {
    List<Element> curves = Xml.classed(document(SampleRelease.failed()), "curve");
    assertThat(curves.get(0).getAttribute("class")).isEqualTo(curves.get(1).getAttribute("class"));
    assertThat(curves.get(0).getAttribute("stroke-dasharray"))
        .isNotEqualTo(curves.get(1).getAttribute("stroke-dasharray"));
    assertThat(curves.get(2).getAttribute("class"))
        .isNotEqualTo(curves.get(0).getAttribute("class"));
  }

  @Test
  void the_limit_is_drawn_and_named() {
    assertThat(
            Xml.classed(document(SampleRelease.failed()), "limit").stream()
                .map(Element::getTextContent))
        .contains("p99 ≤ 12 ms");
  }

  @Test
  void of_a_whole_rack_only_the_quickest_and_the_slowest_are_named() {
    JudgedRelease release = SampleRelease.passed();
    List<Account> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      for (Account account : release.accounts()) {
        if (account.board().startsWith("bench-")) {
          many.add(renamed(account, account.board() + "-" + i));
        }
      }
    }
    Document plot = document(with(release, many));
    assertThat(Xml.classed(plot, "curve")).hasSize(60);
    assertThat(Xml.classed(plot, "name")).hasSize(4);
  }

  @Test
  void a_limit_below_every_curve_is_drawn_below_every_curve() {
    JudgedRelease release = SampleRelease.passed();
    List<PlannedCell> cells =
        release.plan().cells().stream()
            .map(cell -> PlannedCell.of(cell.cell(), cell.boards(), List.of(oneMillisecond())))
            .toList();
    Document plot = document(SampleRelease.with(release, with(release.plan(), cells)));
    double limit =
        Xml.classed(plot, "limit").stream()
            .filter(element -> element.getTagName().equals("line"))
            .mapToDouble(line -> Double.parseDouble(line.getAttribute("y1")))
            .findFirst()
            .orElseThrow();
    for (Element curve : Xml.classed(plot, "curve")) {
      String path = curve.getAttribute("d");
      String lowest = path.substring(path.indexOf(',') + 1, path.indexOf(' '));
      assertThat(limit).as("downwards").isGreaterThan(Double.parseDouble(lowest) + 10);
    }
  }

  @Test
  void names_never_stand_on_each_other() {
    List<Double> heights =
        Xml.classed(document(SampleRelease.passed()), "name").stream()
            .map(name -> Double.valueOf(name.getAttribute("y")))
            .sorted()
            .toList();
    for (int i = 1; i < heights.size(); i++) {
      assertThat(heights.get(i) - heights.get(i - 1)).isGreaterThanOrEqualTo(11.9);
    }
  }

  @Test
  void where_no_board_brought_a_distribution_there_is_no_plot() {
    JudgedRelease release = SampleRelease.missing(Verdict.INCONCLUSIVE);
    assertThat(LatencyPlot.of(release, "obstacle-detector", Precision.FP16)).isEmpty();
    assertThat(LatencyPlot.of(with(release, List.of()), "signal-reader", Precision.FP32)).isEmpty();
  }

  @Test
  void each_nine_of_a_percentile_is_as_wide_as_the_one_before() {
    PercentileAxis axis = PercentileAxis.upTo(1000, 0, 300);
    assertThat(axis.x(0)).isEqualTo(0, within(1e-6));
    assertThat(axis.x(90)).isEqualTo(100, within(1e-6));
    assertThat(axis.x(99)).isEqualTo(200, within(1e-6));
    assertThat(axis.x(99.9)).isEqualTo(300, within(1e-6));
    assertThat(axis.x(100)).as("beyond what was queried").isEqualTo(300, within(1e-6));
  }

  private static Criterion oneMillisecond() {
    return new Criterion.Latency(99, Limit.parse("<= 1 ms"), 0.99);
  }

  private static ReleasePlan with(ReleasePlan plan, List<PlannedCell> cells) {
    return plan.under(cells, plan.waivers());
  }

  private static Document document(JudgedRelease release) {
    Optional<LatencyPlot> plot = LatencyPlot.of(release, "obstacle-detector", Precision.INT8);
    return Xml.parse(plot.orElseThrow().document());
  }

  private static JudgedRelease with(JudgedRelease release, List<Account> accounts) {
    return new JudgedRelease(
        release.plan(),
        release.verdict(),
        release.started(),
        release.finished(),
        release.engines(),
        release.findings(),
        release.troubles(),
        accounts);
  }

  private static Account renamed(Account account, String board) {
    return new Account(
        account.cell(),
        board,
        account.simulated(),
        account.started(),
        account.finished(),
        account.engine(),
        account.latency(),
        account.peakMemory(),
        account.load(),
        account.pushed(),
        account.facts(),
        account.ran(),
        account.remarks(),
        account.layers(),
        account.task());
  }
}
