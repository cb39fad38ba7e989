package dev.gantry.harness.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code gantry golden}: sets of samples that releases are held against. */
@Command(
    name = "golden",
    mixinStandardHelpOptions = true,
    description = "Make, check and look at golden sets.",
    footer = {
      "",
      "A SET is a folder with golden.yaml, a folder in the layout of ONNX's tests",
      "(test_data_set_N/input_K.pb, output_K.pb), or a packed set (.tar)."
    })
final class GoldenCommand {
  private GoldenCommand() {}

  static CommandLine line(GantryCommand.Setting setting) {
    return new CommandLine(new GoldenCommand())
        .addSubcommand("verify", new GoldenVerifyCommand(setting))
        .addSubcommand("show", new GoldenShowCommand(setting))
        .addSubcommand("score", new GoldenScoreCommand(setting))
        .addSubcommand("capture", new GoldenCaptureCommand(setting))
        .addSubcommand("import", new GoldenImportCommand(setting))
        .addSubcommand("pack", new GoldenPackCommand(setting));
  }
}
