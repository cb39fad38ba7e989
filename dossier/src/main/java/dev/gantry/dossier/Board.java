package dev.gantry.dossier;

import java.nio.file.Path;
import java.util.Optional;

/** One device at one address. */
public record Board(
    String name,
    String kind,
    Address address,
    boolean standIn,
    Optional<PowerSwitch> powerSwitch,
    Optional<Path> jre) {
  public Board {
    PlainName.require("board", name);
    PlainName.require("board kind", kind);
  }

  /**
   * A board on this computer is a simulation, and so is one that only stands in for a device;
   * everything said of it says so.
   */
  public boolean simulated() {
    return standIn || address instanceof Embedded;
  }

  /** The way in which a board is reached. */
  public sealed interface Address {}

  /** A board that Gantry starts itself on this computer, behind a real SSH server on loopback. */
  public record Embedded() implements Address {}

  /** A board behind an SSH server. Host keys are always checked, so there is no switch for it. */
  public record Ssh(
      String host,
      int port,
      String user,
      Optional<Path> key,
      Optional<Path> certificate,
      Optional<Path> knownHosts,
      Optional<Ssh> jump)
      implements Address {
    public Ssh {
      if (port < 1 || port > 65535) {
        throw new IllegalArgumentException("a port is between 1 and 65535: " + port);
      }
    }
  }

  /** A command of this computer that takes the power of the board off and on again. */
  public record PowerSwitch(String command, Path folder) {}
}
