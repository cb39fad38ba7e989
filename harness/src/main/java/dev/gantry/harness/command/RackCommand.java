package dev.gantry.harness.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.Board;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Rack;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.RigException;
import dev.gantry.harness.ExitCode;
import dev.gantry.harness.plan.RackReading;
import dev.gantry.harness.terminal.Console;
import dev.gantry.settings.Nearest;
import dev.gantry.targets.Probe;
import dev.gantry.targets.embedded.EmbeddedRack;
import dev.gantry.targets.link.SshLink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gantry rack}: which boards there are, and how they are. */
@Command(
    name = "rack",
    mixinStandardHelpOptions = true,
    description = "List the boards of a rack, or ask them how they are.")
final class RackCommand {
  private RackCommand() {}

  static CommandLine line(Gantry.Setting setting) {
    return new CommandLine(new RackCommand())
        .addSubcommand("list", new ListBoards(setting))
        .addSubcommand("probe", new ProbeBoards(setting));
  }

  /** {@code gantry rack list}. */
  @Command(mixinStandardHelpOptions = true, description = "List kinds and boards of the rack file.")
  static final class ListBoards implements Callable<Integer> {
    private final Gantry.Setting setting;

    @Mixin private final Common common = new Common();
    @Mixin private final RackOption rackFile = new RackOption();

    ListBoards(Gantry.Setting setting) {
      this.setting = setting;
    }

    @Override
    public Integer call() throws Exception {
      Console console = setting.console();
      common.settle(console);
      Rack rack = RackReading.read(rackFile.here());
      ArrayNode list = new ObjectMapper().createArrayNode();
      for (Board board : rack.boards()) {
        BoardKind kind = rack.kind(board.kind());
        String where = where(board);
        list.addObject()
            .put("board", board.name())
            .put("kind", kind.name())
            .put("backend", kind.backend().toString())
            .put("threads", kind.threads())
            .put("address", where)
            .put("simulated", board.simulated());
        if (!common.json()) {
          console.result(
              String.format(
                  "%-20s %-12s %-12s %s", board.name(), kind.name(), kind.backend(), where));
        }
      }
      if (common.json()) {
        console.result(list.toPrettyString());
      }
      return 0;
    }

    private static String where(Board board) {
      return board.address() instanceof Board.Ssh ssh
          ? ssh.user() + "@" + ssh.host() + ":" + ssh.port()
          : "embedded: simulated on this computer";
    }
  }

  /** {@code gantry rack probe}. */
  @Command(
      mixinStandardHelpOptions = true,
      description = "Ask boards for their facts; exit 2 if one does not answer.")
  static final class ProbeBoards implements Callable<Integer> {
    private final Gantry.Setting setting;

    @Mixin private final Common common = new Common();
    @Mixin private final RackOption rackFile = new RackOption();

    @Parameters(paramLabel = "BOARD", arity = "0..*", description = "which boards; all if left out")
    private List<String> names = new ArrayList<>();

    ProbeBoards(Gantry.Setting setting) {
      this.setting = setting;
    }

    @Override
    public Integer call() throws Exception {
      Console console = setting.console();
      common.settle(console);
      Rack rack = RackReading.read(rackFile.here());
      Rack wanted = new Rack(rack.name(), rack.kinds(), chosen(rack));
      ObjectNode all = new ObjectMapper().createObjectNode();
      boolean everyone = true;
      try (EmbeddedRack doors =
          EmbeddedRack.start(wanted, setting.workshop().boards(rack.name()))) {
        for (Board board : wanted.boards()) {
          ObjectNode node = all.putObject(board.name()).put("simulated", board.simulated());
          try (SshLink link = SshLink.open(doors.door(board.name()))) {
            Probe probe = Probe.of(link);
            ObjectNode facts = node.putObject("facts");
            probe.facts().forEach(facts::put);
            tell(board, probe);
          } catch (RigException e) {
            everyone = false;
            node.put("trouble", e.trouble().what()).put("remedy", e.trouble().remedy());
            console.trouble(console.paint(Console.Colour.YELLOW, "trouble") + "  " + e.trouble());
          }
        }
      }
      if (common.json()) {
        console.result(
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all));
      }
      return everyone ? 0 : ExitCode.INCONCLUSIVE.number();
    }

    private void tell(Board board, Probe probe) {
      if (common.json()) {
        return;
      }
      Console console = setting.console();
      console.result(board.name() + (board.simulated() ? " (simulated on this computer)" : ""));
      probe
          .facts()
          .forEach((key, value) -> console.result(String.format("  %-16s %s", key, value)));
    }

    private List<Board> chosen(Rack rack) throws RefusedException {
      List<String> known = rack.boards().stream().map(Board::name).toList();
      List<Problem> problems = new ArrayList<>();
      for (String name : names) {
        if (!known.contains(name)) {
          problems.add(
              Problem.in(
                  rackFile.here().toString(),
                  "has no board '" + name + "'",
                  new Nearest(known).remedy(name)));
        }
      }
      if (!problems.isEmpty()) {
        throw new RefusedException(problems);
      }
      return rack.boards().stream()
          .filter(board -> names.isEmpty() || names.contains(board.name()))
          .toList();
    }
  }
}
