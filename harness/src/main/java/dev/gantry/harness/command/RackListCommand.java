package dev.gantry.harness.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.gantry.dossier.Board;
import dev.gantry.dossier.Rack;
import dev.gantry.dossier.RefusedException;
import dev.gantry.harness.command.option.CommonOptions;
import dev.gantry.harness.command.option.RackOption;
import dev.gantry.harness.command.text.BoardLine;
import dev.gantry.harness.rack.BoardQuarantine;
import dev.gantry.harness.terminal.Console;
import dev.gantry.json.JsonWriter;
import dev.gantry.targets.embedded.EmbeddedRack;
import dev.gantry.targets.lease.Lease;
import dev.gantry.targets.lease.LeaseHolder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gantry rack list}. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "List the boards of the rack file, and who has them: free, leased, unreachable within 8 s,",
      "or in quarantine."
    })
final class RackListCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(8);

  private final GantryCommand.Setting setting;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final RackOption rackFile = new RackOption();

  @Option(names = "--offline", description = "what the rack file says only; ask no board")
  private boolean offline;

  RackListCommand(GantryCommand.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    Console console = setting.console();
    common.settle(console);
    Rack rack = rackFile.read(setting.log());
    List<BoardLine> lines = new ArrayList<>();
    Map<Board, BoardLine.State> states = offline ? Map.of() : states(rack);
    for (Board board : rack.boards()) {
      lines.add(
          new BoardLine(board, rack.kind(board.kind()), Optional.ofNullable(states.get(board))));
    }
    if (common.json()) {
      ArrayNode list = JsonWriter.list();
      lines.forEach(line -> line.write(list.addObject()));
      console.result(JsonWriter.page(list));
    } else {
      lines.forEach(line -> console.result(line.text()));
    }
    return 0;
  }

  private Map<Board, BoardLine.State> states(Rack rack) throws RefusedException, IOException {
    BoardQuarantine quarantine = setting.gantryHome().quarantine(rack.name());
    Map<Board, BoardLine.State> states = new LinkedHashMap<>();
    try (EmbeddedRack destinations =
        EmbeddedRack.start(rack, setting.gantryHome().boards(rack.name()))) {
      Map<Board, RackRound.Answer<Optional<LeaseHolder>>> answers =
          new RackRound(destinations, LIMIT).ask(rack, (board, link) -> Lease.look(link));
      for (Map.Entry<Board, RackRound.Answer<Optional<LeaseHolder>>> answer : answers.entrySet()) {
        Board board = answer.getKey();
        states.put(board, state(answer.getValue(), quarantine.of(board.name())));
      }
    }
    return states;
  }

  private static BoardLine.State state(
      RackRound.Answer<Optional<LeaseHolder>> answer, Optional<BoardQuarantine.Entry> quarantine) {
    if (answer instanceof RackRound.Answer.Said<Optional<LeaseHolder>> said) {
      return new BoardLine.State(said.value(), Optional.empty(), quarantine);
    }
    return new BoardLine.State(
        Optional.empty(),
        Optional.of(((RackRound.Answer.Silent<Optional<LeaseHolder>>) answer).trouble()),
        quarantine);
  }
}
