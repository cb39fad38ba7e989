package dev.gantry.harness.command;

import dev.gantry.harness.command.text.ExitCode;
import dev.gantry.harness.command.text.FailureMessages;
import dev.gantry.harness.log.RunLog;
import dev.gantry.harness.rack.RecoveryLimits;
import dev.gantry.harness.terminal.Console;
import dev.gantry.harness.walk.GantryHome;
import java.time.Clock;
import java.util.Set;
import java.util.function.BooleanSupplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Defines the {@code gantry} command with all its subcommands, and runs one command line. */
@Command(
    name = "gantry",
    version = "gantry " + GantryCommand.VERSION,
    mixinStandardHelpOptions = true,
    description = "May these engine bytes ship on these boards?",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 PASSED, 1 FAILED, 2 INCONCLUSIVE, 64 bad usage or input,",
      "            70 a fault of ours, 130 cancelled.",
      "Files between runs are kept in GANTRY_HOME (~/.gantry); what was done is in gantry.log of",
      "--out, or in its logs/ for commands without a dossier."
    })
public final class GantryCommand {
  public static final String VERSION = "0.1.0";

  private static final Set<String> BOARD_VERBS = Set.of("demo", "run", "rack");

  private GantryCommand() {}

  /**
   * Holds what the commands share: the console, the folder of things kept between runs, the clock,
   * the check for a halt, how long they wait for boards that stay away, and the log of what they
   * did.
   */
  public record Setting(
      Console console,
      GantryHome gantryHome,
      Clock clock,
      BooleanSupplier cancelled,
      RecoveryLimits recovery,
      RunLog log) {
    public Setting(Console console, GantryHome gantryHome, Clock clock, BooleanSupplier cancelled) {
      this(console, gantryHome, clock, cancelled, RecoveryLimits.USUAL);
    }

    public Setting(
        Console console,
        GantryHome gantryHome,
        Clock clock,
        BooleanSupplier cancelled,
        RecoveryLimits recovery) {
      this(
          console,
          gantryHome,
          clock,
          cancelled,
          recovery,
          new RunLog(gantryHome.home(), clock, System.getenv()));
    }
  }

  /** Whether boards have to be left in order, so that an end takes its time. */
  public static boolean visitsBoards(String... words) {
    return words.length > 0 && BOARD_VERBS.contains(words[0]);
  }

  /** Runs one command line and gives the exit code; never throws. */
  public static int run(Setting setting, String... words) {
    CommandLine line = new CommandLine(new GantryCommand());
    line.addSubcommand("demo", new DemoCommand(setting));
    line.addSubcommand("plan", new PlanCommand(setting));
    line.addSubcommand("run", new RunCommand(setting));
    line.addSubcommand("merge", new MergeCommand(setting));
    line.addSubcommand("judge", new JudgeCommand(setting));
    line.addSubcommand("report", new ReportCommand(setting));
    line.addSubcommand("convert", new ConvertCommand(setting));
    line.addSubcommand("inspect", new InspectCommand(setting));
    line.addSubcommand("golden", GoldenCommand.line(setting));
    line.addSubcommand("rack", RackCommand.line(setting));
    CommandLine completion = new CommandLine(new AutoComplete.GenerateCompletion());
    completion
        .getCommandSpec()
        .usageMessage()
        .description("Print a completion script; in bash or zsh: source <(gantry completion)");
    line.addSubcommand("completion", completion);
    line.setOut(setting.console().results());
    line.setErr(setting.console().trouble());
    line.setExitCodeExceptionMapper(failure -> ExitCode.OUR_FAULT.number());
    FailureMessages failures =
        new FailureMessages(setting.console(), setting.cancelled(), setting.log());
    line.setExecutionExceptionHandler((failure, command, parsed) -> failures.explain(failure));
    line.setParameterExceptionHandler(failures::misread);
    if (words.length == 0) {
      line.usage(line.getErr());
      return ExitCode.REFUSED.number();
    }
    setting.console().keepIn(setting.log());
    try (RunLog log = setting.log()) {
      LoggedRun logged = new LoggedRun(log, words);
      line.setExecutionStrategy(logged::execute);
      return logged.ended(run(line, words, failures));
    }
  }

  private static int run(CommandLine line, String[] words, FailureMessages failures) {
    try {
      return line.execute(words);
    } catch (Error e) {
      return failures.fallen(e);
    }
  }
}
