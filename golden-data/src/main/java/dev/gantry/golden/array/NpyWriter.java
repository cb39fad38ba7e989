package dev.gantry.golden.array;

import dev.gantry.dossier.Digest;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.files.PartFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the very bytes that numpy.save writes, row by row; the file appears when it is whole. */
public final class NpyWriter implements AutoCloseable {
  private static final byte[] START = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNED_TO = 64;
  // NumPy leaves blanks behind the header, so that the first side can grow to the longest number.
  private static final int LONGEST_SIDE = 21;

  private final PartFile part;
  private final ElementType type;
  private final List<Long> rowShape;
  private final long rows;
  private final MessageDigest sha256 = Digest.sha256();
  private long written;
  private boolean closed;
  private Digest digest = Digest.of(new byte[0]);

  private NpyWriter(PartFile part, ElementType type, List<Long> rowShape, long rows) {
    this.part = part;
    this.type = type;
    this.rowShape = List.copyOf(rowShape);
    this.rows = rows;
  }

  public static void write(Path file, Tensor tensor) throws IOException {
    byte[] header = header(tensor.spec().type(), tensor.spec().shape());
    try (PartFile part = PartFile.of(file)) {
      part.write(ByteBuffer.wrap(header));
      part.write(tensor.data());
      part.finish();
    }
  }

  /** A file of this many tensors; a first side of length 1 becomes the side of the rows. */
  public static NpyWriter stacked(Path file, ElementType type, List<Long> rowShape, long rows)
      throws IOException {
    List<Long> shape = new ArrayList<>(List.of(rows));
    boolean single = !rowShape.isEmpty() && rowShape.get(0) == 1;
    shape.addAll(single ? rowShape.subList(1, rowShape.size()) : rowShape);
    Tensor.byteCount(type, shape);
    byte[] header = header(type, shape);
    PartFile part = PartFile.of(file);
    try {
      NpyWriter writer = new NpyWriter(part, type, rowShape, rows);
      writer.write(ByteBuffer.wrap(header));
      return writer;
    } catch (IOException e) {
      part.close();
      throw e;
    }
  }

  public void add(Tensor row) throws IOException {
    if (row.spec().type() != type || !row.spec().shape().equals(rowShape)) {
      throw new IOException("takes rows of " + type + rowShape + ", not " + row.spec());
    }
    if (written == rows) {
      throw new IOException("has all its " + rows + " rows, and " + row.spec() + " is one more");
    }
    write(row.data());
    written++;
  }

  private void write(ByteBuffer bytes) throws IOException {
    sha256.update(bytes.duplicate());
    part.write(bytes);
  }

  /** Of the whole file, once it is closed; taken on the way, for the file may be large. */
  public Digest digest() {
    if (!closed) {
      throw new IllegalStateException("the file is still being written");
    }
    return digest;
  }

  /** Puts the file in its place, or, if rows are missing, leaves none and fails. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (part) {
      if (written < rows) {
        throw new IOException("got " + written + " rows of " + rows + ": nothing was written");
      }
      part.finish();
      digest = Digest.finish(sha256.digest());
    }
  }

  private static byte[] header(ElementType type, List<Long> shape) throws IOException {
    String sides = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String tuple = shape.size() == 1 ? "(" + sides + ",)" : "(" + sides + ")";
    String dictionary =
        "{'descr': '"
            + NpyTypes.write(type)
            + "', 'fortran_order': False, 'shape': "
            + tuple
            + ", }";
    int room = shape.isEmpty() ? 0 : LONGEST_SIDE - shape.get(0).toString().length();
    int used = START.length + 2 + dictionary.length() + room + 1;
    // A header that ends on the border gets 64 blanks more, in NumPy too.
    byte[] header = Arrays.copyOf(START, used + ALIGNED_TO - used % ALIGNED_TO);
    Arrays.fill(header, START.length + 2, header.length - 1, (byte) ' ');
    int length = header.length - START.length - 2;
    header[START.length] = (byte) length;
    header[START.length + 1] = (byte) (length >> 8);
    byte[] text = dictionary.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, header, START.length + 2, text.length);
    header[header.length - 1] = '\n';
    return header;
  }
}
