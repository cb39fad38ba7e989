package dev.gantry.harness.folder;

import dev.gantry.dossier.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes down what was finished, one line each, only ever appended. A line names the files that it
 * vouches for by digest, and carries on a chain over all lines before, so that none can be changed
 * in between.
 */
public final class Journal {
  static final String SCHEMA = "gantry.journal/1";
  private static final Digest START = Digest.of(SCHEMA.getBytes(StandardCharsets.UTF_8));

  private static final long LARGEST = 256L << 20;

  private final Path file;
  private final DossierJson json;
  private final List<Entry> entries;
  private Digest chain;

  /** Where the next line begins. The folder is locked, so that nobody else writes meanwhile. */
  private long end;

  private Journal(Path file, DossierJson json, List<Entry> entries, Digest chain, long end) {
    this.file = file;
    this.json = json;
    this.entries = entries;
    this.chain = chain;
    this.end = end;
  }

  /** One thing that was finished: what, of what, when, and the files that came of it. */
  public record Entry(
      String event, String subject, Instant at, SortedMap<String, Digest> files, Digest chain) {
    public Entry {
      files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }
  }

  /** A last line without its end is what a kill leaves; it vouches for nothing and is dropped. */
  static Journal open(Path file, DossierJson json)
      throws IOException, DossierJson.MalformedException {
    List<Entry> entries = new ArrayList<>();
    Digest chain = START;
    long whole = 0;
    if (Files.exists(file)) {
      String text = text(file);
      String lines = text.substring(0, text.lastIndexOf('\n') + 1);
      whole = lines.getBytes(StandardCharsets.UTF_8).length;
      int number = 0;
      for (String line : lines.lines().toList()) {
        number++;
        try {
          Entry entry = json.read(SCHEMA, Entry.class, line);
          if (!entry.chain().equals(next(chain, entry))) {
            throw new DossierJson.MalformedException("it does not follow from the lines before");
          }
          requireInside(entry);
          chain = entry.chain();
          entries.add(entry);
        } catch (DossierJson.MalformedException e) {
          throw e.at("line " + number);
        }
      }
    }
    return new Journal(file, json, entries, chain, whole);
  }

  private static String text(Path file) throws IOException, DossierJson.MalformedException {
    if (Files.size(file) > LARGEST) {
      throw new DossierJson.MalformedException("it is larger than any journal");
    }
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new DossierJson.MalformedException("it is no text");
    }
  }

  /** Dossiers come from other computers: what they name is read and copied, so it stays inside. */
  private static void requireInside(Entry entry) throws DossierJson.MalformedException {
    for (String name : entry.files().keySet()) {
      if (name.chars().anyMatch(letter -> letter < ' ' || letter == '\\')
          || List.of(name.split("/", -1)).stream()
              .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."))) {
        throw new DossierJson.MalformedException("it names a file outside of the dossier");
      }
    }
  }

  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Of each thing its last line: what was done again is vouched for by that one. */
  List<Entry> latest() {
    Map<String, Entry> latest = new LinkedHashMap<>();
    for (Entry entry : entries()) {
      latest.put(entry.event() + " " + entry.subject(), entry);
    }
    return List.copyOf(latest.values());
  }

  /** Returns when the line is on the disk. */
  synchronized void append(String event, String subject, Instant at, Map<String, Digest> files)
      throws IOException {
    Entry open = new Entry(event, subject, at, new TreeMap<>(files), chain);
    Entry entry = new Entry(event, subject, at, new TreeMap<>(files), next(chain, open));
    byte[] line = (json.line(SCHEMA, entry) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.size() < end) {
        throw new IOException(
            file + " became shorter while it was in use; run again with --resume");
      }
      channel.truncate(end);
      channel.position(end);
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    end += line.length;
    entries.add(entry);
    chain = entry.chain();
  }

  private static Digest next(Digest chain, Entry entry) {
    StringBuilder text = new StringBuilder();
    text.append(chain).append('\n').append(entry.event()).append('\n').append(entry.subject());
    text.append('\n').append(entry.at());
    entry
        .files()
        .forEach((name, digest) -> text.append('\n').append(name).append(' ').append(digest));
    return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
