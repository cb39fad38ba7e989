package dev.gantry.harness.command;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.files.FileDigest;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.Verification;
import dev.gantry.golden.VerificationOptions;
import dev.gantry.golden.archive.PackedSet;
import dev.gantry.harness.command.option.CommonOptions;
import dev.gantry.harness.terminal.Console;
import dev.gantry.json.JsonWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gantry golden pack}: one file of a set, the same bytes every time. */
@Command(
    mixinStandardHelpOptions = true,
    description = "Verify a golden set and pack it into one tar archive; same set, same bytes.")
final class GoldenPackCommand implements Callable<Integer> {
  private final GantryCommand.Setting setting;

  @Mixin private final CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "SET", description = "the golden set")
  private Path set = Path.of("set");

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "a new .tar file")
  private Path out = Path.of("set.tar");

  GoldenPackCommand(GantryCommand.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    Console console = setting.console();
    common.settle(console);
    if (Files.exists(out) || !out.toString().endsWith(".tar")) {
      throw new RefusedException(
          Problem.in(
              out.toString(),
              Files.exists(out) ? "is there already" : "does not end with .tar",
              "name a new .tar file"));
    }
    GoldenFolder golden = GoldenFolder.look(set);
    try (Console.ProgressView progress = console.progress()) {
      List<Problem> problems =
          new Verification(golden, VerificationOptions.USUAL, setting.cancelled(), progress)
              .verify()
              .problems();
      if (!problems.isEmpty()) {
        throw new RefusedException(problems);
      }
      PackedSet.pack(golden.folder(), golden.files(), out, bytes -> {}, setting.cancelled());
    }
    String digest = FileDigest.of(out).toString();
    console.result(
        common.json()
            ? JsonWriter.page(JsonWriter.object().put("path", out.toString()).put("digest", digest))
            : "packed " + out + ": " + digest);
    return 0;
  }
}
