package dev.gantry.targets;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.command.BoardScript;
import dev.gantry.targets.link.command.CompletedCommand;
import dev.gantry.targets.probe.BoardFact;
import dev.gantry.targets.probe.BoardProbe;
import dev.gantry.targets.store.StoredFile;
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
  private static final BoardScript UNPACK = BoardScript.beside(BoardJava.class, "unpack-jre.sh");

  static BoardJava on(
      BoardAccess access, BoardProbe probe, BoardSession session, FileTransfers transfers)
      throws RigException {
    if (enough(probe.fact(BoardFact.JAVA).orElse(""))) {
      return new BoardJava("java", ByteCount.ZERO);
    }
    if (access.jre().isEmpty()) {
      boolean broken = probe.fact(BoardFact.JAVA).isEmpty() && probe.fact("missing.java").isEmpty();
      throw RackTrouble.at(
          access.board(),
          broken
              ? "the board's "
                  + Optional.ofNullable(probe.absent().get(BoardFact.JAVA.key()))
                      .orElse("java is odd")
              : "the board has no Java "
                  + OLDEST
                  + probe.fact(BoardFact.JAVA).map(" (it says: %s)"::formatted).orElse(""),
          (broken
                  ? "look at its memory and at the limits of its login (ulimit -a), mend or install"
                  : "install")
              + " a Java "
              + OLDEST
              + " runtime there, or name an archive of one (.tar.gz) for "
              + probe.fact(BoardFact.ARCHITECTURE).orElse("its architecture")
              + " as jre: of this board in the rack file");
    }
    return brought(access.jre().get(), probe, session, transfers);
  }

  /** What a board says of its own Java, in the words of java -version. */
  static boolean enough(String said) {
    Matcher version = VERSION.matcher(said);
    return version.find() && Integer.parseInt(version.group(1)) >= OLDEST;
  }

  private static BoardJava brought(
      Path file, BoardProbe probe, BoardSession session, FileTransfers transfers)
      throws RigException {
    try {
      JreArchive archive = JreArchive.read(file);
      String board = probe.fact(BoardFact.ARCHITECTURE).orElse("unknown");
      if (!archive.architecture().equals(board)) {
        throw refused(
            session, file, "is for " + archive.architecture() + ", the board is " + board);
      }
      if (archive.version() < OLDEST) {
        throw refused(session, file, "is Java " + archive.version() + ", older than " + OLDEST);
      }
      StoredFile storedFile = StoredFile.of(file);
      ByteCount pushed = transfers.bring("Java " + archive.version(), storedFile);
      String program = archive.folder() + "bin/java";
      CompletedCommand unpacked =
          session.persist(
              "the unpacking of Java",
              link -> link.run(UNPACK.with(storedFile.digest().hex(), program), LIMIT));
      if (!unpacked.ok()) {
        throw refused(session, file, "does not run there: " + unpacked.complaint());
      }
      return new BoardJava("../../jre/" + storedFile.digest().hex() + "/" + program, pushed);
    } catch (NoSuchFileException e) {
      throw refused(session, file, "is not there");
    } catch (IOException e) {
      throw refused(session, file, String.valueOf(e.getMessage()));
    }
  }

  private static RigException refused(BoardSession session, Path file, String why) {
    return RackTrouble.at(
        session.board(),
        "the Java archive " + file.getFileName() + " " + why,
        "name an archive (.tar.gz) of a Java "
            + OLDEST
            + " runtime for Linux on the board's architecture as jre: in the rack file");
  }
}
