package dev.gantry.harness.command;

import dev.gantry.converter.model.OnnxModel;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.make.Capture;
import dev.gantry.harness.command.option.CommonOptions;
import dev.gantry.harness.command.option.NewSetOption;
import dev.gantry.harness.command.option.TimeLimitOption;
import dev.gantry.harness.terminal.Console;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gantry golden capture}: what does the trained model say? */
@Command(
    mixinStandardHelpOptions = true,
    description =
        "Run a model on inputs and keep its outputs as references, in a new golden set: ONNX"
            + " Runtime on the CPU, one thread an inference, batches as the inputs have them.",
    footer = {
      "",
      "DIR is another golden set, a draft of one (golden.yaml without outputs and",
      "digests), or a folder in the layout of ONNX's tests. Its labels and slices",
      "come along."
    })
final class GoldenCaptureCommand implements Callable<Integer> {
  private final GantryCommand.Setting setting;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final TimeLimitOption time = new TimeLimitOption();
  @Mixin private final NewSetOption out = new NewSetOption();

  @Parameters(paramLabel = "MODEL", description = "the trained ONNX model, in full precision")
  private Path model = Path.of("model.onnx");

  @Option(names = "--inputs", paramLabel = "DIR", required = true, description = "the inputs")
  private Path inputs = Path.of("inputs");

  GoldenCaptureCommand(GantryCommand.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    Console console = setting.console();
    common.settle(console);
    OnnxModel.readToRun(model);
    GoldenFolder from = GoldenFolder.draft(inputs);
    GoldenFolder made;
    try (Console.ProgressView progress = console.progress()) {
      made =
          new Capture(from, model, time.longest(), setting.cancelled(), progress)
              .into(out.folder());
    }
    out.tell(console, common, made);
    return 0;
  }
}
