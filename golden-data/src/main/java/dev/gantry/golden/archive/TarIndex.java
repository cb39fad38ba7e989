package dev.gantry.golden.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** The files of a tar, of which every header was looked at and nothing was written yet. */
final class TarIndex {
  private static final int MOST_ENTRIES = 1_000_000;
  private static final long LONGEST_HEADER = 1 << 16;
  private static final long MOST_NAMES = 64L << 20;

  private final TarBlocks blocks;
  private final List<PackedEntry> entries = new ArrayList<>();
  private final Set<String> files = new HashSet<>();
  private final Set<String> folders = new HashSet<>();
  private Map<String, String> records = Map.of();
  private Optional<String> longName = Optional.empty();
  private long names;
  private int seen;
  private String current = "";

  private TarIndex(TarBlocks blocks) {
    this.blocks = blocks;
  }

  static List<PackedEntry> read(TarBlocks blocks) throws IOException {
    TarIndex index = new TarIndex(blocks);
    try {
      index.walk();
    } catch (IOException e) {
      String place = index.current.isEmpty() ? "" : "entry " + index.current + ": ";
      throw new IOException(place + e.getMessage(), e);
    }
    return index.entries;
  }

  private void walk() throws IOException {
    byte[] block = blocks.next();
    while (!TarBlocks.isZero(block)) {
      entry(TarBlocks.header(block), block);
      block = blocks.next();
    }
    current = "";
    if (!records.isEmpty() || longName.isPresent()) {
      throw new IOException("ends behind a header that belongs to no file: it was cut off");
    }
    if (!TarBlocks.isZero(blocks.next())) {
      throw new IOException("has an empty block in its middle: it is damaged");
    }
    if (!blocks.restIsZero()) {
      throw new IOException("has bytes behind its end: two archives in one, or something hidden");
    }
  }

  private void entry(TarArchiveEntry header, byte[] block) throws IOException {
    if (header.isPaxHeader() || header.isGNULongNameEntry()) {
      extension(header);
      return;
    }
    if (header.isGlobalPaxHeader()) {
      requireHarmless(PaxRecords.read(content(header)));
      return;
    }
    if (++seen > MOST_ENTRIES) {
      throw new IOException("has more than " + MOST_ENTRIES + " entries");
    }
    String name = longName.orElse(header.getName());
    name = records.getOrDefault("path", name);
    current = EntryName.quoted(name);
    requirePlain(header);
    if (longName.isEmpty() && !records.containsKey("path") && !TarBlocks.isNamedInUtf8(block)) {
      throw new IOException("its name is not UTF-8; pack it with UTF-8 names");
    }
    long size = size(header);
    records = Map.of();
    longName = Optional.empty();
    boolean folder = header.isDirectory();
    keep(name, folder, size);
    blocks.skipContent(size);
  }

  private void extension(TarArchiveEntry header) throws IOException {
    current = EntryName.quoted(header.getName());
    byte[] content = content(header);
    if (header.isPaxHeader() && records.isEmpty()) {
      records = PaxRecords.read(content);
      requireHarmless(records);
    } else if (header.isGNULongNameEntry() && longName.isEmpty()) {
      int end = content.length;
      while (end > 0 && content[end - 1] == 0) {
        end--;
      }
      longName = Optional.of(new String(content, 0, end, StandardCharsets.UTF_8));
    } else {
      throw new IOException("has two headers for one file");
    }
  }

  private byte[] content(TarArchiveEntry header) throws IOException {
    if (header.getSize() < 0 || header.getSize() > LONGEST_HEADER) {
      throw new IOException(
          "has a header of " + header.getSize() + " bytes, at most 64 KiB are read");
    }
    return blocks.content(header.getSize());
  }

  private static void requireHarmless(Map<String, String> records) throws IOException {
    for (String key : records.keySet()) {
      if (key.startsWith("GNU.sparse.")) {
        throw new IOException("is a sparse file; pack it without --sparse");
      }
      if (key.equals("linkpath")) {
        throw new IOException("is a link; pack the file itself (tar --dereference)");
      }
    }
  }

  private static void requirePlain(TarArchiveEntry header) throws IOException {
    char kind = (char) header.getLinkFlag();
    String fault =
        switch (kind) {
          case '\0', '0', '5', '7' -> "";
          case '1', 'K' -> "is a hard link, or a long name of one; pack the file itself";
          case '2' -> "is a symbolic link; pack the file itself (tar --dereference)";
          case '3', '4' -> "is a device; a set holds files";
          case '6' -> "is a pipe; a set holds files";
          case 'S' -> "is a sparse file; pack it without --sparse";
          default ->
              "is of kind " + (int) kind + ", which is no file; pack it again as plain files";
        };
    if (!fault.isEmpty()) {
      throw new IOException(fault);
    }
    if (header.isSparse()) {
      throw new IOException("is a sparse file; pack it without --sparse");
    }
  }

  private long size(TarArchiveEntry header) throws IOException {
    String words = records.get("size");
    if (words != null && !words.matches("[0-9]{1,18}")) {
      throw new IOException("claims a size that is no number");
    }
    long size = words == null ? header.getSize() : Long.parseLong(words);
    if (size < 0 || size > blocks.left()) {
      throw new IOException(
          "it claims " + size + " bytes, and the archive has " + blocks.left() + " left");
    }
    if (header.isDirectory() && size > 0) {
      throw new IOException("is a folder with " + size + " bytes of content");
    }
    return size;
  }

  private void keep(String full, boolean folder, long size) throws IOException {
    String name = full;
    while (name.startsWith("./")) {
      name = name.substring(2);
    }
    if (folder) {
      name = name.replaceFirst("/$", "");
      if (name.isEmpty() || name.equals(".")) {
        return;
      }
    }
    Optional<String> fault = EntryName.fault(name);
    if (fault.isPresent()) {
      throw new IOException("its name " + fault.get());
    }
    names += name.length();
    if (names > MOST_NAMES) {
      throw new IOException("its names are longer than 64 MiB together");
    }
    parents(name);
    if (folder) {
      requireNew(!files.contains(name));
      folders.add(name);
    } else {
      requireNew(!folders.contains(name) && files.add(name));
      entries.add(new PackedEntry(name, blocks.position(), size));
    }
  }

  private void parents(String name) throws IOException {
    for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
      String parent = name.substring(0, slash);
      requireNew(!files.contains(parent));
      if (!folders.add(parent)) {
        return;
      }
    }
  }

  private static void requireNew(boolean isNew) throws IOException {
    if (!isNew) {
      throw new IOException("is there twice, or once as a file and once as a folder");
    }
  }
}
