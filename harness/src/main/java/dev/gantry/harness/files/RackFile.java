package dev.gantry.harness.files;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Units;
import dev.gantry.settings.Distinct;
import dev.gantry.settings.Either;
import dev.gantry.settings.Meaning;
import dev.gantry.settings.Omittable;
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
    @Meaning("Hosts to go through, by the name that a board's 'jump' gives them") @Omittable
        Map<@Plain String, SshEntry> jumps,
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
      @Meaning("How many boards of this kind must be measured: all, any one, or a number")
          Optional<Units> units,
      @Meaning("The TensorRT of this kind, where the backend is trtexec or tensorrt")
          Optional<TensorrtEntry> tensorrt,
      @Meaning("An archive (.tar.gz) with a Java 17 runtime for boards of this kind that have none")
          Optional<Path> jre,
      @Meaning("The state a board must be in, or nothing measured on it counts")
          Optional<ExpectEntry> expect) {}

  /** One board, behind SSH or started on this computer. */
  @Either({"ssh", "embedded"})
  public record BoardEntry(
      @Meaning("The name of the board") @Plain String name,
      @Meaning("Its kind, one of those above") @Plain String kind,
      @Meaning("How to reach it") Optional<SshEntry> ssh,
      @Meaning("Started on this computer, in place of an address") Optional<Boolean> embedded,
      @Meaning("Only stands in for a device: every report says that it is simulated")
          Optional<Boolean> simulated,
      @Meaning("A command that takes the power off and on, from the folder of this file")
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

  /** How to log in to a board, or to a host that stands before it. */
  public record SshEntry(
      @Meaning("Its name or address") @Word String host,
      @Meaning("Its port; 22 if left out") Optional<@Range(min = 1, max = 65535) Integer> port,
      @Meaning("The user to log in as") @Word String user,
      @Meaning("The private key; '~' is your home folder") Optional<Path> key,
      @Meaning("The certificate of that key; '~' is your home folder") Optional<Path> certificate,
      @Meaning("The file of known host keys; '~' is your home folder") Optional<Path> knownHosts,
      @Meaning(
              "The host to go through: one of 'jumps' or, in a file without them, [user@]host[:port] that takes the same user, key and known hosts")
          Optional<@Word String> jump) {
    public SshEntry {
      if (certificate.isPresent() && key.isEmpty()) {
        throw new IllegalArgumentException(
            "a certificate speaks for a key; name the private key as well");
      }
    }
  }
}
