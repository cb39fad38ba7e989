package dev.gantry.golden.array;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** An archive of NumPy arrays, each under its name; nothing of it is ever unpacked to disk. */
public final class NpzFile {
  private static final String SUFFIX = ".npy";
  // One deflated byte never holds more than this many, so a larger claim is a lie.
  private static final long MOST_PER_BYTE = 1032;

  private final Path file;
  private final SortedMap<String, String> entries;

  private NpzFile(Path file, SortedMap<String, String> entries) {
    this.file = file;
    this.entries = entries;
  }

  public static NpzFile open(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] head = stream.readNBytes(32);
      if (head.length < 4 || head[0] != 'P' || head[1] != 'K') {
        throw new IOException("is not an .npz file" + ForeignFile.hint(head));
      }
    }
    try (ZipFile zip = zip(file)) {
      SortedMap<String, String> entries = new TreeMap<>();
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entries.put(plain(entry.getName()), entry.getName()) != null) {
          throw new IOException("holds '" + plain(entry.getName()) + "' twice: save it again");
        }
      }
      return new NpzFile(file, entries);
    }
  }

  /** The names of the arrays, as NumPy tells them: without the .npy of the entries. */
  SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(entries.keySet()));
  }

  /** The array of this name, with or without .npy behind it. */
  public Tensor tensor(String name) throws IOException {
    String entry = entries.get(plain(name));
    if (entry == null) {
      throw new IOException("holds no array '" + name + "'; there are " + entries.keySet());
    }
    try (ZipFile zip = zip(file)) {
      ZipEntry found = zip.getEntry(entry);
      if (found == null) {
        throw new IOException("lost its array '" + name + "' since it was opened");
      }
      return read(zip, found);
    } catch (IOException e) {
      throw new IOException("entry '" + name + "' " + e.getMessage(), e);
    }
  }

  private static Tensor read(ZipFile zip, ZipEntry entry) throws IOException {
    long claimed = entry.getSize();
    if (claimed < 0 || claimed / MOST_PER_BYTE > entry.getCompressedSize()) {
      throw new IOException(
          "claims " + claimed + " bytes from " + entry.getCompressedSize() + ": it is a zip bomb");
    }
    try (CheckedInputStream stream =
        new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
      NpyHeader header = NpyHeader.read(stream);
      if (header.start() + header.bytes() != claimed) {
        throw new IOException(
            "has "
                + claimed
                + " bytes where its shape "
                + header.shape()
                + " of "
                + header.type()
                + " needs "
                + (header.start() + header.bytes()));
      }
      HeapRoom.ofThisProcess().require(header.bytes());
      byte[] bytes = new byte[Math.toIntExact(header.bytes())];
      int read = stream.readNBytes(bytes, 0, bytes.length);
      if (read < bytes.length || stream.read() >= 0) {
        throw new IOException("does not hold the " + claimed + " bytes that it claims");
      }
      if (stream.getChecksum().getValue() != entry.getCrc()) {
        throw new IOException("is damaged: its checksum does not match. Fetch it again");
      }
      BoolByteCheck.require(header.type(), ByteBuffer.wrap(bytes));
      TensorSpec spec = new TensorSpec(plain(entry.getName()), header.type(), header.shape());
      return new Tensor(spec, ByteBuffer.wrap(bytes));
    }
  }

  private static ZipFile zip(Path file) throws IOException {
    try {
      return new ZipFile(file.toFile());
    } catch (IOException e) {
      boolean encrypted = String.valueOf(e.getMessage()).contains("encrypted");
      throw new IOException(
          encrypted
              ? "is encrypted: save it without a password"
              : "is a damaged zip archive (" + e.getMessage() + ")",
          e);
    }
  }

  private static String plain(String name) {
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }
}
