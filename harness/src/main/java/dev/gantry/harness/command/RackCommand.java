package dev.gantry.harness.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code gantry rack}: which boards there are, how they are, and who has them. */
@Command(
    name = "rack",
    mixinStandardHelpOptions = true,
    description = "List the boards of a rack, ask them how they are, or take one for yourself.")
final class RackCommand {
  private RackCommand() {}

  static CommandLine line(GantryCommand.Setting setting) {
    return new CommandLine(new RackCommand())
        .addSubcommand("list", new RackListCommand(setting))
        .addSubcommand("probe", new RackProbeCommand(setting))
        .addSubcommand("doctor", new RackDoctorCommand(setting))
        .addSubcommand("lease", new RackLeaseCommand(setting));
  }
}
