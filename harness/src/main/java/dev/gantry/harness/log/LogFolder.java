package dev.gantry.harness.log;

import dev.gantry.files.FileLocks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The logs of commands that have no folder of their own: the latest are kept. */
record LogFolder(Path folder, int most, long bound) {
  private static final String END = ".log";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A new file, named after when it was begun and what for. */
  LogFile create(Instant at, String command) throws IOException {
    Files.createDirectories(folder);
    tidy();
    String name = NAME.format(at) + "-" + command + "-" + ProcessHandle.current().pid();
    for (int number = 1; ; number++) {
      try {
        String unique = number == 1 ? name : name + "-" + number;
        return LogFile.create(folder.resolve(unique + END), bound);
      } catch (FileAlreadyExistsException e) {
        if (number > most) {
          throw e;
        }
      }
    }
  }

  /** Makes room for one more. What a living command still writes stays. */
  private void tidy() throws IOException {
    List<Path> logs = new ArrayList<>();
    try (Stream<Path> content = Files.list(folder)) {
      content.filter(file -> file.getFileName().toString().endsWith(END)).forEach(logs::add);
    }
    Collections.sort(logs);
    for (Path old : logs.subList(0, Math.max(0, logs.size() - most + 1))) {
      if (!written(old)) {
        Files.deleteIfExists(old.resolveSibling(old.getFileName() + LogFile.BEFORE));
        Files.deleteIfExists(old);
      }
    }
  }

  private static boolean written(Path log) throws IOException {
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      return !FileLocks.tryLock(channel);
    } catch (NoSuchFileException e) {
      // Another command tidies up at the same time.
      return true;
    }
  }
}
