package dev.gantry.harness.files;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Problem;
import dev.gantry.settings.Distinct;
import dev.gantry.settings.Either;
import dev.gantry.settings.Meaning;
import dev.gantry.settings.Plain;
import dev.gantry.settings.Range;
import dev.gantry.settings.Read;
import dev.gantry.settings.SettingsFile;
import dev.gantry.settings.Word;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code rack.yaml}: which boards there are, of which kinds, and how to reach them. */
@Meaning("Which boards there are, of which kinds, and how to reach them")
public record RackFile(
    @Meaning("The name of the rack") @Plain String rack,
    @Meaning("The kinds of board, by name: boards of one kind run the same engine bytes")
        Map<@Plain String, KindEntry> kinds,
    @Meaning("The boards") @Distinct(by = "name") List<BoardEntry> boards) {

  public static Read<RackFile> read(Path path) {
    Read<RackFile> read = new SettingsFile<>(RackFile.class).read(path);
    List<Problem> strays = new UnknownKinds(read.document()).problems();
    return read.with(strays);
  }

  /** What boards of one kind have in common. */
  public record KindEntry(
      @Meaning("What builds and runs engines on this kind") Backend backend,
      @Meaning("How many threads the backend may use")
          Optional<@Range(min = 1, max = 1024) Integer> threads,
      @Meaning("The state a board must be in, or nothing measured on it counts")
          Optional<Expectation> expect) {}

  /** The state in which a board must be found. */
  public record Expectation(
      @Meaning("The JetPack release, like '6.2'") Optional<@Word String> jetpack,
      @Meaning("The power mode, as nvpmodel names it") Optional<String> powerMode,
      @Meaning("Whether the clocks are held at their highest, as by jetson_clocks")
          Optional<Clocks> clocks) {}

  /** Whether the clocks of a board are held. */
  public enum Clocks {
    LOCKED("locked"),
    FREE("free");

    private final String label;

    Clocks(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /** One board, behind SSH or started on this computer. */
  @Either({"ssh", "embedded"})
  public record BoardEntry(
      @Meaning("The name of the board") @Plain String name,
      @Meaning("Its kind, one of those above") @Plain String kind,
      @Meaning("How to reach it") Optional<SshEntry> ssh,
      @Meaning("Started on this computer, in place of an address") Optional<Boolean> embedded,
      @Meaning("A command that takes the power off and on, from the folder of this file")
          Optional<String> powerCycle) {
    public BoardEntry {
      if (embedded.isPresent() && !embedded.get()) {
        throw new IllegalArgumentException(
            "'embedded: false' leaves no way to reach the board; give it an ssh address");
      }
    }
  }

  /** How to log in to a board. */
  public record SshEntry(
      @Meaning("Its name or address") @Word String host,
      @Meaning("Its port; 22 if left out") Optional<@Range(min = 1, max = 65535) Integer> port,
      @Meaning("The user to log in as") @Word String user,
      @Meaning("The private key; '~' is your home folder") Optional<Path> key,
      @Meaning("The file of known host keys; '~' is your home folder") Optional<Path> knownHosts,
      @Meaning("The host to go through") Optional<@Word String> jump) {}
}
