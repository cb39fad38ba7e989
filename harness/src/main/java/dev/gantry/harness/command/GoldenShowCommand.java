package dev.gantry.harness.command;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.sheet.ContactSheet;
import dev.gantry.golden.sheet.SetFacts;
import dev.gantry.golden.sheet.SetSurvey;
import dev.gantry.golden.sheet.SheetPlace;
import dev.gantry.harness.command.option.CommonOptions;
import dev.gantry.harness.command.option.GoldenSetFolders;
import dev.gantry.harness.command.text.GoldenFactsJson;
import dev.gantry.harness.terminal.Console;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gantry golden show}: what is in this set? */
@Command(
    mixinStandardHelpOptions = true,
    description =
        "Draw a golden set as one page that opens without a network: what it holds, and each sample"
            + " with its labels and what the references say.",
    footer = {"", "With --json the facts are printed, and a page is written only with --out."})
final class GoldenShowCommand implements Callable<Integer> {
  private final GantryCommand.Setting setting;

  @Mixin private final CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "SET", description = "the golden set")
  private Path set = Path.of("set");

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "the page; NAME.html in this folder if left out, NAME being the set's")
  private @org.jspecify.annotations.Nullable Path out;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "400",
      description = "draw at most N samples (default: ${DEFAULT-VALUE})")
  private int samples = 400;

  @Option(names = "--slice", paramLabel = "NAME", description = "draw the samples of one slice")
  private @org.jspecify.annotations.Nullable String slice;

  GoldenShowCommand(GantryCommand.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    Console console = setting.console();
    common.settle(console);
    GoldenFolder golden = new GoldenSetFolders(setting.gantryHome(), setting.cancelled()).look(set);
    requireOptions(golden);
    Optional<Path> page = page(golden);
    if (page.isPresent()) {
      new SheetPlace(page.get()).require();
    }
    SetFacts facts;
    try (Console.ProgressView progress = console.progress()) {
      facts = new SetSurvey(golden, setting.cancelled(), progress).facts();
      if (page.isPresent()) {
        ContactSheet sheet =
            new ContactSheet(
                golden, facts, Optional.ofNullable(slice), samples, setting.cancelled(), progress);
        sheet.write(page.get());
        tell(page.get(), sheet);
      }
    }
    if (common.json()) {
      console.result(new GoldenFactsJson(facts).text());
    }
    return 0;
  }

  private Optional<Path> page(GoldenFolder golden) {
    if (out != null) {
      return Optional.of(out);
    }
    return common.json() ? Optional.empty() : Optional.of(Path.of(golden.set().name() + ".html"));
  }

  private void requireOptions(GoldenFolder golden) throws RefusedException {
    if (samples < 1) {
      throw new RefusedException(
          Problem.in("--samples", samples + " samples are nothing to look at", "name 1 or more"));
    }
    SortedSet<String> slices = golden.set().slices();
    if (slice != null && !slices.contains(slice)) {
      throw new RefusedException(
          Problem.in(
              set.toString(),
              "has no slice '" + slice + "'",
              slices.isEmpty()
                  ? "it is not divided into slices"
                  : "its slices are " + String.join(", ", slices)));
    }
  }

  private void tell(Path page, ContactSheet sheet) {
    if (common.json()) {
      setting.console().note("drawn in " + page);
      return;
    }
    String left =
        sheet.shown() == sheet.all()
            ? sheet.all() + (sheet.all() == 1 ? " sample" : " samples")
            : sheet.shown() + " of " + sheet.all() + " samples (--samples shows more)";
    setting.console().result("drawn in " + page + ": " + left);
  }
}
