package dev.gantry.targets;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.Completed;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.Script;
import dev.gantry.targets.probe.Probe;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java that runs the runner on a board: its own, or one brought there, seen from a job. */
record BoardJava(String command, ByteCount pushed) {
  private static final int OLDEST = 17;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Pattern VERSION =
      Pattern.compile("(?:version |openjdk |java )\"?([0-9]{1,4})");
  private static final Script UNPACK = Script.beside(BoardJava.class, "unpack-jre.sh");

  static BoardJava on(Berth berth, Probe probe, Mooring mooring, Supply supply)
      throws RigException {
    if (enough(probe.fact("java").orElse(""))) {
      return new BoardJava("java", ByteCount.ZERO);
    }
    if (berth.jre().isEmpty()) {
      boolean broken = probe.fact("java").isEmpty() && probe.fact("missing.java").isEmpty();
      throw RackTrouble.at(
          berth.board(),
          broken
              ? "the board's "
                  + Optional.ofNullable(probe.absent().get("java")).orElse("java is odd")
              : "the board has no Java "
                  + OLDEST
                  + probe.fact("java").map(" (it says: %s)"::formatted).orElse(""),
          (broken
                  ? "look at its memory and at the limits of its login (ulimit -a), mend or install"
                  : "install")
              + " a Java "
              + OLDEST
              + " runtime there, or name an archive of one (.tar.gz) for "
              + probe.fact("architecture").orElse("its architecture")
              + " as jre: of this board in the rack file");
    }
    return brought(berth.jre().get(), probe, mooring, supply);
  }

  /** What a board says of its own Java, in the words of java -version. */
  static boolean enough(String said) {
    Matcher version = VERSION.matcher(said);
    return version.find() && Integer.parseInt(version.group(1)) >= OLDEST;
  }

  private static BoardJava brought(Path file, Probe probe, Mooring mooring, Supply supply)
      throws RigException {
    try {
      JreArchive archive = JreArchive.read(file);
      String board = probe.fact("architecture").orElse("unknown");
      if (!archive.architecture().equals(board)) {
        throw refused(
            mooring, file, "is for " + archive.architecture() + ", the board is " + board);
      }
      if (archive.version() < OLDEST) {
        throw refused(mooring, file, "is Java " + archive.version() + ", older than " + OLDEST);
      }
      Cargo cargo = Cargo.of(file);
      ByteCount pushed = supply.bring("Java " + archive.version(), cargo);
      String program = archive.folder() + "bin/java";
      Completed unpacked =
          mooring.persist(
              "the unpacking of Java",
              link -> link.run(UNPACK.with(cargo.digest().hex(), program), LIMIT));
      if (!unpacked.ok()) {
        throw refused(mooring, file, "does not run there: " + unpacked.complaint());
      }
      return new BoardJava("../../jre/" + cargo.digest().hex() + "/" + program, pushed);
    } catch (NoSuchFileException e) {
      throw refused(mooring, file, "is not there");
    } catch (IOException e) {
      throw refused(mooring, file, String.valueOf(e.getMessage()));
    }
  }

  private static RigException refused(Mooring mooring, Path file, String why) {
    return RackTrouble.at(
        mooring.board(),
        "the Java archive " + file.getFileName() + " " + why,
        "name an archive (.tar.gz) of a Java "
            + OLDEST
            + " runtime for Linux on the board's architecture as jre: in the rack file");
  }
}
