package dev.gantry.golden.sheet;

import dev.gantry.dossier.Progress;
import dev.gantry.files.PartFile;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.quality.SampleScorer;
import dev.gantry.golden.work.StepCounter;
import dev.gantry.golden.work.Workers;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Writes a set as one page; samples are drawn a few at a time, and none is kept. */
public final class ContactSheet {
  private static final int AT_A_TIME = 32;

  private final SetFacts facts;
  private final Optional<String> slice;
  private final SampleSelection selection;
  private final Workers workers;
  private final StepCounter steps;
  private final SampleCard card;

  /**
   * @param slice the only one whose samples are drawn, if any
   * @param most as many samples are drawn
   */
  public ContactSheet(
      GoldenFolder folder,
      SetFacts facts,
      Optional<String> slice,
      int most,
      BooleanSupplier cancelled,
      Consumer<Progress> progress) {
    this.facts = facts;
    this.slice = slice;
    this.selection = SampleSelection.of(facts, slice, most);
    this.workers = Workers.onAllCores(cancelled);
    this.steps = new StepCounter(folder.set().name(), "draw the samples", progress);
    this.card =
        new SampleCard(
            folder, folder.hasReferences() ? SampleScorer.of(folder.set()) : Optional.empty());
  }

  /** How many samples are drawn. */
  public int shown() {
    return selection.shown();
  }

  /** How many could be. */
  public int all() {
    return selection.all();
  }

  /** Over a page that stood there; a failure leaves that one as it was. */
  public void write(Path file) throws IOException {
    try (PartFile part = PartFile.of(file)) {
      Writer writer =
          new BufferedWriter(Channels.newWriter(part.channel(), StandardCharsets.UTF_8));
      write(writer);
      writer.flush();
      part.finish();
    }
  }

  private void write(Writer page) throws IOException {
    SheetCaptions legend = new SheetCaptions(facts, selection, slice);
    page.write(new PageHead(facts).text());
    for (MarkupTag section : new FactSections(facts).all()) {
      page.write(section + "\n");
    }
    page.write(legend.introduction() + "\n");
    if (!selection.first().isEmpty()) {
      part(page, legend.first(), selection.first());
    }
    if (!selection.others().isEmpty()) {
      part(page, legend.others(), selection.others());
    }
    page.write(
        MarkupTag.of("footer")
            .text("Drawn by Gantry from the files of the set; this page needs nothing else.")
            .toString());
    page.write("\n</body>\n</html>\n");
  }

  private void part(Writer page, MarkupTag heading, List<Integer> samples) throws IOException {
    page.write("<section>\n" + heading + "\n<div class=\"grid " + shape() + "\">\n");
    for (int from = 0; from < samples.size(); from += AT_A_TIME) {
      List<Integer> some = samples.subList(from, Math.min(samples.size(), from + AT_A_TIME));
      for (MarkupTag drawn : drawn(some)) {
        page.write(drawn + "\n");
      }
    }
    page.write("</div>\n</section>\n");
  }

  private List<MarkupTag> drawn(List<Integer> samples) throws IOException {
    MarkupTag[] drawn = new MarkupTag[samples.size()];
    workers.each(
        drawn.length,
        place -> {
          drawn[place] = card.of(samples.get(place));
          steps.of(selection.shown());
        });
    return List.of(drawn);
  }

  /** Two pictures a sample need more room than one, and boxes with their names the most. */
  private String shape() {
    if (facts.unit().equals("box")) {
      return "boxes";
    }
    if (facts.unit().equals("place")) {
      return "maps";
    }
    return facts.set().decoding().isPresent() ? "single" : "tensors";
  }
}
