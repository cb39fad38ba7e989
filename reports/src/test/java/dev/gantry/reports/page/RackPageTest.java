package dev.gantry.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.reports.SampleRack;
import dev.gantry.reports.SampleRelease;
import dev.gantry.reports.Xml;
import dev.gantry.reports.ledger.EntryStanding;
import dev.gantry.reports.ledger.Ledger;
import dev.gantry.reports.ledger.LedgerCell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RackPageTest {
  private final JudgedRelease release = SampleRack.failed();
  private final String page = new DecisionPage().draw(release);

  @Test
  void units_that_were_not_needed_are_told_apart_from_units_without_evidence() {
    assertThat(page)
        .containsOnlyOnce("4 threads, any one measured")
        .contains("not needed")
        .doesNotContain("not planned");
    assertThat(page.split(">not needed<", -1)).hasSize(3);
    assertThat(Ledger.of(release).ledgerCells())
        .extracting(ledgerCell -> ledgerCell.place().board())
        .containsExactly("orin-2");
  }

  @Test
  void where_nothing_was_found_every_unit_lacks_its_evidence() {
    JudgedRelease nothing = SampleRelease.with(release, List.of());
    assertThat(Ledger.of(nothing).ledgerCells())
        .hasSize(3)
        .extracting(LedgerCell::standing)
        .containsOnly(EntryStanding.NO_EVIDENCE);
    assertThat(new DecisionPage().draw(nothing)).doesNotContain(">not needed<");
  }

  @Test
  void every_way_of_driving_has_its_line_and_a_lost_link_is_told() {
    assertThat(page)
        .contains("at 30 Hz for 5 x 36 s, each due within 25 ms: 1 of 5400 answered late")
        .contains("in batches of 8 for 5 x 2 s: 290 batches")
        .contains("for 2 h in windows of 1 min: 120 of 120 windows")
        .contains("from nothing, 7 times: engine loaded after 1.21 s")
        .contains("no harness was there for 20 s");
  }

  @Test
  void a_soak_is_drawn_window_by_window_with_its_limit() throws Exception {
    assertThat(page).contains("Hours without a break", "p99 ≤ 12 ms", "time since the soak began");
    String drawing = page.substring(page.indexOf("Inference time in every window"));
    String curve = drawing.substring(drawing.indexOf("curve k1"));
    assertThat(curve.substring(0, curve.indexOf("</path>")).split(" L", -1)).hasSize(120);
    Xml.parse(page);
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", "rack-page.html"), page);
  }
}
