package dev.gantry.harness.command;

import dev.gantry.dossier.RefusedException;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.found.FoundSamples;
import dev.gantry.golden.make.SetImport;
import dev.gantry.harness.command.option.CommonOptions;
import dev.gantry.harness.command.option.NewSetOption;
import dev.gantry.harness.terminal.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gantry golden import}: a set of our own form from what others left. */
@Command(
    mixinStandardHelpOptions = true,
    description = "Make a golden set of a draft, of ONNX test data, or of a packed set.",
    footer = {
      "",
      "A draft is a folder with golden.yaml that says how pictures become inputs.",
      "Where it lists no samples, all pictures of the folder are: labelled by",
      "--labels, or by the name of the folder they lie in. Then",
      "'gantry golden capture MODEL --inputs SET' adds the references."
    })
final class GoldenImportCommand implements Callable<Integer> {
  private final GantryCommand.Setting setting;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final NewSetOption out = new NewSetOption();

  @Parameters(
      paramLabel = "FROM",
      description =
          "a draft (golden.yaml without digests), a folder in the layout of ONNX's tests, or a"
              + " packed set (.tar)")
  private Path from = Path.of("draft");

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "labels for a draft that lists no samples: a table (.csv) with the columns image, label,"
              + " slices, or COCO annotations (.json)")
  private @org.jspecify.annotations.Nullable Path labels;

  @Option(
      names = "--masks",
      paramLabel = "DIR",
      description = "the same: a folder in FROM with a mask of the same name for each picture")
  private @org.jspecify.annotations.Nullable Path masks;

  GoldenImportCommand(GantryCommand.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    Console console = setting.console();
    common.settle(console);
    GoldenFolder made;
    try (Console.ProgressView progress = console.progress()) {
      made =
          Files.isRegularFile(from)
              ? SetImport.unpacked(from, out.folder(), setting.cancelled(), progress)
              : new SetImport(draft(), setting.cancelled(), progress).into(out.folder());
    }
    out.tell(console, common, made);
    return 0;
  }

  private GoldenFolder draft() throws RefusedException {
    return GoldenFolder.draft(
        new FoundSamples(from, Optional.ofNullable(labels), Optional.ofNullable(masks)));
  }
}
