package dev.gantry.harness.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.Board;
import dev.gantry.dossier.PrintableText;
import dev.gantry.dossier.Rack;
import dev.gantry.dossier.RefusedException;
import dev.gantry.harness.command.option.BoardChoice;
import dev.gantry.harness.command.option.CommonOptions;
import dev.gantry.harness.command.option.RackOption;
import dev.gantry.harness.command.text.ExitCode;
import dev.gantry.harness.command.text.TroubleText;
import dev.gantry.harness.rack.BoardQuarantine;
import dev.gantry.harness.terminal.Console;
import dev.gantry.json.JsonWriter;
import dev.gantry.targets.doctor.BoardComplaint;
import dev.gantry.targets.doctor.BoardDoctor;
import dev.gantry.targets.embedded.EmbeddedRack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gantry rack doctor}. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Say what is wrong with boards, and how to mend it; exit 0 if all are healthy, else 2.",
      "A board in quarantine that is healthy is let out of it."
    })
final class RackDoctorCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final GantryCommand.Setting setting;
  private final ObjectNode all = JsonWriter.object();

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final RackOption rackFile = new RackOption();
  @Mixin private final BoardChoice boards = new BoardChoice();

  RackDoctorCommand(GantryCommand.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    common.settle(setting.console());
    Rack rack = rackFile.read(setting.log());
    Rack wanted = boards.of(rack, rackFile.here());
    BoardQuarantine quarantine = setting.gantryHome().quarantine(rack.name());
    boolean healthy = true;
    try (EmbeddedRack destinations =
        EmbeddedRack.start(wanted, setting.gantryHome().boards(rack.name()))) {
      Map<Board, RackRound.Answer<List<BoardComplaint>>> answers =
          new RackRound(destinations, LIMIT)
              .ask(
                  wanted,
                  (board, link) ->
                      new BoardDoctor(wanted.kind(board.kind()), board.jre(), setting.clock())
                          .examine(link));
      for (Map.Entry<Board, RackRound.Answer<List<BoardComplaint>>> answer : answers.entrySet()) {
        healthy &= tell(answer.getKey(), answer.getValue(), quarantine);
      }
    }
    if (common.json()) {
      setting.console().result(JsonWriter.page(all));
    }
    return healthy ? 0 : ExitCode.INCONCLUSIVE.number();
  }

  private boolean tell(
      Board board, RackRound.Answer<List<BoardComplaint>> answer, BoardQuarantine quarantine)
      throws RefusedException, IOException {
    ObjectNode node = all.putObject(board.name()).put("simulated", board.simulated());
    boolean healthy = false;
    if (answer instanceof RackRound.Answer.Said<List<BoardComplaint>> said) {
      healthy = said.value().stream().allMatch(RackDoctorCommand::harmless);
      say(board.name() + (healthy ? " is healthy" : " is not healthy"));
      ArrayNode complaints = node.putArray("complaints");
      said.value().forEach(complaint -> tell(complaint, complaints.addObject()));
    } else if (answer instanceof RackRound.Answer.Silent<List<BoardComplaint>> silent) {
      new TroubleText(setting.console()).tell(silent.trouble(), node);
    }
    node.put("healthy", healthy);
    Optional<BoardQuarantine.Entry> entry = quarantine.of(board.name());
    if (entry.isPresent() && healthy) {
      quarantine.lift(board.name());
      say("  let out of quarantine, where it was since " + entry.get().since());
    } else if (entry.isPresent()) {
      say(
          "  stays in quarantine, since "
              + entry.get().since()
              + ": "
              + PrintableText.line(entry.get().reason()));
    }
    node.put("quarantined", entry.isPresent() && !healthy);
    return healthy;
  }

  private static boolean harmless(BoardComplaint complaint) {
    return complaint.severity() == BoardComplaint.Severity.HINT;
  }

  private void tell(BoardComplaint complaint, ObjectNode node) {
    node.put("severity", complaint.severity().name())
        .put("what", complaint.what())
        .put("remedy", complaint.remedy());
    Console console = setting.console();
    Console.Colour colour =
        switch (complaint.severity()) {
          case BLOCKS -> Console.Colour.RED;
          case DOUBTFUL -> Console.Colour.YELLOW;
          case HINT -> Console.Colour.FAINT;
        };
    String severity = complaint.severity().name().toLowerCase(java.util.Locale.ROOT);
    say(
        "  "
            + console.paint(colour, String.format("%-9s", severity))
            + PrintableText.line(complaint.what()));
    if (!complaint.remedy().isBlank()) {
      say("           " + PrintableText.line(complaint.remedy()));
    }
  }

  private void say(String line) {
    if (!common.json()) {
      setting.console().result(line);
    }
  }
}
