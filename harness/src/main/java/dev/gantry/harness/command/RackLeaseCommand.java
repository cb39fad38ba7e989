package dev.gantry.harness.command;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Rack;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.RigException;
import dev.gantry.harness.command.option.BoardChoice;
import dev.gantry.harness.command.option.CommonOptions;
import dev.gantry.harness.command.option.RackOption;
import dev.gantry.harness.command.option.WaitOption;
import dev.gantry.harness.command.text.LeaseLogText;
import dev.gantry.harness.rack.LocalUser;
import dev.gantry.harness.terminal.WaitForEnter;
import dev.gantry.json.JsonWriter;
import dev.gantry.targets.embedded.EmbeddedRack;
import dev.gantry.targets.lease.Lease;
import dev.gantry.targets.lease.LeaseClaim;
import dev.gantry.targets.lease.LeaseHolder;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.SshLink;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gantry rack lease}: a board for a person at the bench. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Take a board for yourself and hold it until Enter, Ctrl-C or --minutes are over:",
      "no run measures on it meanwhile. With --log, print who had it before."
    })
final class RackLeaseCommand implements Callable<Integer> {
  private static final int LONGEST_MINUTES = 7 * 24 * 60;

  private final GantryCommand.Setting setting;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final RackOption rackFile = new RackOption();
  @Mixin private final WaitOption wait = new WaitOption();

  @Parameters(paramLabel = "BOARD", description = "which board")
  private String name = "";

  @Option(names = "--for", paramLabel = "WHY", description = "for what: others read it")
  private @org.jspecify.annotations.Nullable String why;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "give it back after so many minutes, a week at most")
  private @org.jspecify.annotations.Nullable Integer minutes;

  @Option(names = "--log", description = "print the board's book of leases in place of taking one")
  private boolean log;

  RackLeaseCommand(GantryCommand.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    common.settle(setting.console());
    requireSense();
    Rack rack = rackFile.read(setting.log());
    Rack one = BoardChoice.one(rack, rackFile.here(), name);
    try (EmbeddedRack destinations =
            EmbeddedRack.start(one, setting.gantryHome().boards(rack.name()));
        SshLink link = SshLink.open(destinations.destination(name))) {
      if (log) {
        new LeaseLogText(setting.console(), common.json()).tell(Lease.log(link));
      } else {
        hold(link);
      }
    }
    return 0;
  }

  private void requireSense() throws RefusedException {
    if (!log && (why == null || why.isBlank())) {
      throw new RefusedException(
          Problem.in("rack lease", "--for is missing", "say for what, like --for \"new fan\""));
    }
    if (minutes != null && (minutes < 1 || minutes > LONGEST_MINUTES)) {
      throw new RefusedException(
          Problem.in(
              "--minutes", minutes + " is not between 1 and " + LONGEST_MINUTES, "name fewer"));
    }
  }

  private void hold(SshLink link) throws RigException {
    LeaseClaim claim = new LeaseClaim(LocalUser.here(), String.valueOf(why));
    Lease.Waiting waiting = new Lease.Waiting(wait.patience(), setting.cancelled(), this::waitFor);
    try (Lease lease = Lease.take(link, claim, waiting)) {
      Instant since = setting.clock().instant().truncatedTo(ChronoUnit.SECONDS);
      tell("leased", since);
      new WaitForEnter(
              setting.console().input(),
              setting.cancelled(),
              Optional.ofNullable(minutes).map(Duration::ofMinutes))
          .keep(lease::held);
      if (!lease.held() && !setting.cancelled().getAsBoolean()) {
        throw RackTrouble.at(
            name,
            "the lease was lost: nobody keeps others off the board any more",
            "check power and network of this board, then take it again");
      }
    }
    tell("given back", setting.clock().instant().truncatedTo(ChronoUnit.SECONDS));
  }

  private boolean waitFor(LeaseHolder holder) {
    setting.console().note("waiting: " + name + " is leased to " + holder);
    return false;
  }

  private void tell(String what, Instant at) {
    if (common.json()) {
      setting
          .console()
          .result(
              JsonWriter.object()
                  .put("board", name)
                  .put("state", what)
                  .put("at", at.toString())
                  .toString());
      return;
    }
    String until =
        minutes == null
            ? "Enter or Ctrl-C gives it back"
            : "for " + minutes + " min, or until Enter or Ctrl-C";
    setting
        .console()
        .result(name + " " + what + (what.equals("leased") ? " since " + at + "; " + until : ""));
  }
}
