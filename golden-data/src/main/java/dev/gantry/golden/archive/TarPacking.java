package dev.gantry.golden.archive;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.files.PartFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes a reproducible tar: sorted entries that know no time, owner or machine. */
record TarPacking(Path root, ByteProgress watch) {
  private static final int RECORD = 10_240;
  private static final int SHORT_NAME = 100;
  private static final int RIGHTS = 0644;

  void pack(SortedSet<String> files, Path tar) throws IOException, RefusedException {
    // The caller's set may be sorted otherwise, which the constructor of a copy would keep.
    SortedSet<String> sorted = new TreeSet<>();
    sorted.addAll(files);
    refuseBad(sorted);
    Path target = tar.toAbsolutePath();
    try (PartFile part = PartFile.of(target)) {
      try (TarArchiveOutputStream output =
          new TarArchiveOutputStream(
              new BufferedOutputStream(
                  new UncloseableStream(Channels.newOutputStream(part.channel()))),
              RECORD,
              StandardCharsets.UTF_8.name())) {
        output.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
        output.setLongFileMode(TarArchiveOutputStream.LONGFILE_ERROR);
        for (String name : sorted) {
          add(name, output);
        }
      }
      part.settle();
      part.finish();
    }
  }

  private void refuseBad(SortedSet<String> files) throws IOException, RefusedException {
    Path home = root.toRealPath();
    List<Problem> problems = new ArrayList<>();
    for (String name : files) {
      fault(home, name)
          .ifPresent(
              fault ->
                  problems.add(
                      Problem.in(
                          root.toString(),
                          EntryName.quoted(name) + " " + fault,
                          "list plain files inside the folder")));
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  private static Optional<String> fault(Path home, String name) throws IOException {
    Optional<String> fault = EntryName.fault(name);
    if (fault.isPresent()) {
      return fault;
    }
    Path file = home.resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.of("is not a file");
    }
    return file.toRealPath().startsWith(home)
        ? Optional.empty()
        : Optional.of("is a link out of the folder");
  }

  private void add(String name, TarArchiveOutputStream output) throws IOException {
    byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
    String shortName = name;
    if (encoded.length > SHORT_NAME || encoded.length > name.length()) {
      shortName = plain(name);
      byte[] record = record("path", encoded);
      output.putArchiveEntry(entry("PaxHeader/" + plain(name), 'x', record.length));
      output.write(record);
      output.closeArchiveEntry();
    }
    Path file = root.resolve(name);
    long size = Files.size(file);
    output.putArchiveEntry(entry(shortName, TarConstants.LF_NORMAL, size));
    long copied = copy(file, output, size);
    if (copied != size) {
      throw new IOException(file + ": changed its size while it was packed");
    }
    output.closeArchiveEntry();
  }

  private long copy(Path file, TarArchiveOutputStream output, long size) throws IOException {
    long copied = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream input = Files.newInputStream(file)) {
      watch.requireWanted();
      for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
        copied += read;
        if (copied > size) {
          return copied;
        }
        output.write(buffer, 0, read);
        watch.done(read);
      }
    }
    return copied;
  }

  private static TarArchiveEntry entry(String name, int kind, long size) {
    TarArchiveEntry entry = new TarArchiveEntry(name, (byte) kind);
    // The library would write the user's name here.
    entry.setUserName("");
    entry.setGroupName("");
    entry.setIds(0, 0);
    entry.setMode(RIGHTS);
    entry.setModTime(0);
    entry.setSize(size);
    return entry;
  }

  /** For readers that know no pax headers; cut so that the header's field holds it. */
  private static String plain(String name) {
    String ascii = name.replaceAll("[^ -~]", "_");
    return ascii.substring(Math.max(0, ascii.length() - 80)).replaceAll("^/+", "");
  }

  /** A pax record begins with its own length, which counts its own digits too. */
  private static byte[] record(String key, byte[] value) {
    byte[] start = (" " + key + "=").getBytes(StandardCharsets.UTF_8);
    int rest = start.length + value.length + 1;
    int length = rest + 1;
    while (length < rest + String.valueOf(length).length()) {
      length++;
    }
    byte[] digits = String.valueOf(length).getBytes(StandardCharsets.US_ASCII);
    byte[] record = new byte[length];
    System.arraycopy(digits, 0, record, 0, digits.length);
    System.arraycopy(start, 0, record, digits.length, start.length);
    System.arraycopy(value, 0, record, digits.length + start.length, value.length);
    record[length - 1] = '\n';
    return record;
  }
}
