package dev.gantry.harness.files;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RequiredBoards;
import dev.gantry.settings.ReadResult;
import dev.gantry.settings.SettingsFile;
import dev.gantry.settings.key.DistinctItems;
import dev.gantry.settings.key.ExactlyOneOf;
import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.key.NumberRange;
import dev.gantry.settings.key.OptionalList;
import dev.gantry.settings.key.PlainText;
import dev.gantry.settings.key.SingleWord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code rack.yaml}: which boards there are, of which kinds, and how to reach them. */
@KeyMeaning("Which boards there are, of which kinds, and how to reach them")
public record RackFile(
    @KeyMeaning("The name of the rack") @PlainText String rack,
    @KeyMeaning("The kinds of board, by name: boards of one kind run the same engine bytes")
        Map<@PlainText String, KindEntry> kinds,
    @KeyMeaning("Hosts to go through, by the name that a board's 'jump' gives them") @OptionalList
        Map<@PlainText String, SshEntry> jumps,
    @KeyMeaning("The boards") @DistinctItems(by = "name") List<BoardEntry> boards) {

  public static ReadResult<RackFile> read(Path path) {
    ReadResult<RackFile> read = new SettingsFile<>(RackFile.class).read(path);
    List<Problem> strays = new UnknownKinds(read.parts()).problems();
    return read.with(strays);
  }

  /** The entry of a board kind: what its boards have in common. */
  public record KindEntry(
      @KeyMeaning("What builds and runs engines on this kind") Backend backend,
      @KeyMeaning("How many threads the backend may use")
          Optional<@NumberRange(min = 1, max = 1024) Integer> threads,
      @KeyMeaning("How many boards of this kind must be measured: all, any one, or a number")
          Optional<RequiredBoards> units,
      @KeyMeaning("The TensorRT of this kind, where the backend is trtexec or tensorrt")
          Optional<TensorrtEntry> tensorrt,
      @KeyMeaning(
              "An archive (.tar.gz) with a Java 17 runtime for boards of this kind that have none")
          Optional<Path> jre,
      @KeyMeaning("The state a board must be in, or nothing measured on it counts")
          Optional<ExpectedStateEntry> expect) {}

  /** One board, behind SSH or started on this computer. */
  @ExactlyOneOf({"ssh", "embedded"})
  public record BoardEntry(
      @KeyMeaning("The name of the board") @PlainText String name,
      @KeyMeaning("Its kind, one of those above") @PlainText String kind,
      @KeyMeaning("How to reach it") Optional<SshEntry> ssh,
      @KeyMeaning("Started on this computer, in place of an address") Optional<Boolean> embedded,
      @KeyMeaning("Only stands in for a device: every report says that it is simulated")
          Optional<Boolean> simulated,
      @KeyMeaning("A command that takes the power off and on, from the folder of this file")
          Optional<String> powerCycle) {
    public BoardEntry {
      if (embedded.isPresent() && !embedded.get()) {
        throw new IllegalArgumentException(
            "'embedded: false' leaves no way to reach the board; give it an ssh address");
      }
      if (embedded.isPresent() && simulated.isPresent()) {
        throw new IllegalArgumentException(
            "'simulated' is for boards behind ssh: an embedded board is always simulated");
      }
    }
  }

  /** The login to a board, or to a host that stands before it. */
  public record SshEntry(
      @KeyMeaning("Its name or address") @SingleWord String host,
      @KeyMeaning("Its port; 22 if left out")
          Optional<@NumberRange(min = 1, max = 65535) Integer> port,
      @KeyMeaning("The user to log in as") @SingleWord String user,
      @KeyMeaning("The private key; '~' is your home folder") Optional<Path> key,
      @KeyMeaning("The certificate of that key; '~' is your home folder")
          Optional<Path> certificate,
      @KeyMeaning("The file of known host keys; '~' is your home folder") Optional<Path> knownHosts,
      @KeyMeaning(
              "The host to go through: one of 'jumps' or, in a file without them, [user@]host[:port] that takes the same user, key and known hosts")
          Optional<@SingleWord String> jump) {
    public SshEntry {
      if (certificate.isPresent() && key.isEmpty()) {
        throw new IllegalArgumentException(
            "a certificate speaks for a key; name the private key as well");
      }
    }
  }
}
