package dev.gantry.harness.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.Board;
import dev.gantry.dossier.PrintableText;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Rack;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.RigException;
import dev.gantry.harness.command.option.BoardChoice;
import dev.gantry.harness.command.option.CommonOptions;
import dev.gantry.harness.command.option.RackOption;
import dev.gantry.harness.command.text.ExitCode;
import dev.gantry.harness.command.text.TroubleText;
import dev.gantry.harness.terminal.Console;
import dev.gantry.json.JsonWriter;
import dev.gantry.targets.embedded.EmbeddedRack;
import dev.gantry.targets.probe.BoardProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gantry rack probe}. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Ask boards for their facts, and why they cannot tell the rest; exit 2 if one does not",
      "answer."
    })
final class RackProbeCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final GantryCommand.Setting setting;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final RackOption rackFile = new RackOption();
  @Mixin private final BoardChoice boards = new BoardChoice();

  @Option(
      names = "--recorded",
      paramLabel = "DIR",
      description = "probe a board that was recorded into this folder, in place of a rack")
  private @org.jspecify.annotations.Nullable Path recorded;

  RackProbeCommand(GantryCommand.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    Console console = setting.console();
    common.settle(console);
    ObjectNode all = JsonWriter.object();
    boolean everyone = true;
    if (recorded != null) {
      recorded(all, recorded);
    } else {
      everyone = live(all);
    }
    if (common.json()) {
      console.result(JsonWriter.page(all));
    }
    return everyone ? 0 : ExitCode.INCONCLUSIVE.number();
  }

  private void recorded(ObjectNode all, Path folder)
      throws RefusedException, RigException, IOException {
    if (!boards.all()) {
      throw new RefusedException(
          Problem.in(
              "--recorded", "a recording is one board by itself", "leave out the names of boards"));
    }
    if (!Files.isRegularFile(folder.resolve("files.txt"))) {
      throw new RefusedException(
          Problem.in(
              folder.toString(),
              "is not a recorded board: there is no files.txt",
              "name the folder of a recording"));
    }
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    BoardProbe probe = BoardProbe.recorded(folder);
    tell(name + " (recorded)", probe);
    write(all.putObject(name).put("recorded", folder.toString()), probe);
  }

  private boolean live(ObjectNode all) throws RefusedException, IOException {
    Rack rack = rackFile.read(setting.log());
    Rack wanted = boards.of(rack, rackFile.here());
    boolean everyone = true;
    try (EmbeddedRack destinations =
        EmbeddedRack.start(wanted, setting.gantryHome().boards(rack.name()))) {
      Map<Board, RackRound.Answer<BoardProbe>> answers =
          new RackRound(destinations, LIMIT).ask(wanted, (board, link) -> BoardProbe.of(link));
      for (Map.Entry<Board, RackRound.Answer<BoardProbe>> answer : answers.entrySet()) {
        Board board = answer.getKey();
        ObjectNode node = all.putObject(board.name()).put("simulated", board.simulated());
        if (answer.getValue() instanceof RackRound.Answer.Said<BoardProbe> said) {
          tell(board.name() + (board.simulated() ? " (simulated)" : ""), said.value());
          write(node, said.value());
        } else if (answer.getValue() instanceof RackRound.Answer.Silent<BoardProbe> silent) {
          everyone = false;
          new TroubleText(setting.console()).tell(silent.trouble(), node);
        }
      }
    }
    return everyone;
  }

  private static void write(ObjectNode node, BoardProbe probe) {
    ObjectNode facts = node.putObject("facts");
    probe.facts().forEach(facts::put);
    ObjectNode absent = node.putObject("absent");
    probe.absent().forEach(absent::put);
  }

  private void tell(String board, BoardProbe probe) {
    if (common.json()) {
      return;
    }
    Console console = setting.console();
    console.result(board);
    probe.facts().forEach((key, value) -> console.result(line("  %-20s %s", key, value)));
    probe.absent().forEach((key, why) -> console.result(line("  %-20s - (%s)", key, why)));
  }

  /** What a board says is not ours. */
  private static String line(String format, String key, String words) {
    return PrintableText.line(String.format(format, key, words));
  }
}
