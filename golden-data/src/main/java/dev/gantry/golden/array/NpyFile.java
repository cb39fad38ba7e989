package dev.gantry.golden.array;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An array in NumPy's file format, read whole or row by row, by several threads if need be. */
public final class NpyFile {
  private final Path file;
  private final NpyHeader header;

  private NpyFile(Path file, NpyHeader header) {
    this.file = file;
    this.header = header;
  }

  public static NpyFile open(Path file) throws IOException {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
      NpyHeader header = NpyHeader.read(stream);
      long wanted = header.start() + header.bytes();
      long size = Files.size(file);
      if (size != wanted) {
        throw new IOException(
            "has "
                + size
                + " bytes where its shape "
                + header.shape()
                + " of "
                + header.type()
                + " needs "
                + wanted);
      }
      return new NpyFile(file, header);
    }
  }

  public ElementType type() {
    return header.type();
  }

  public List<Long> shape() {
    return header.shape();
  }

  /** How many tensors are stacked here; one number alone is one row. */
  public long rows() {
    return shape().isEmpty() ? 1 : shape().get(0);
  }

  public Tensor whole(String name) throws IOException {
    return read(new TensorSpec(name, type(), shape()), header.start());
  }

  /**
   * One row as a tensor of the shape that is wanted, which may have sides of length 1 that the rows
   * of the file lack, and the other way round: a stack of [1, 3, 48, 48] is saved as (n, 3, 48,
   * 48).
   */
  public Tensor row(String name, long index, List<Long> wanted) throws IOException {
    if (index < 0 || index >= rows()) {
      throw new IOException("has " + rows() + " rows, there is no row " + index);
    }
    List<Long> stored = shape().isEmpty() ? shape() : shape().subList(1, shape().size());
    if (!sides(stored).equals(sides(wanted))) {
      throw new IOException(
          "holds rows of "
              + stored
              + ", and "
              + name
              + " is "
              + wanted
              + ": save it in that shape");
    }
    TensorSpec spec = new TensorSpec(name, type(), wanted);
    return read(spec, header.start() + index * Tensor.byteCount(type(), stored));
  }

  private static List<Long> sides(List<Long> shape) {
    return shape.stream().filter(side -> side != 1).toList();
  }

  private Tensor read(TensorSpec spec, long position) throws IOException {
    ByteBuffer bytes = HeapRoom.ofThisProcess().take(Tensor.byteCount(spec.type(), spec.shape()));
    // Opened anew for each read: a closed or interrupted channel of one thread is nobody else's.
    try (FileChannel channel = FileChannel.open(file)) {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, position + bytes.position()) < 0) {
          throw new IOException("ends early: it was changed since it was opened");
        }
      }
    }
    bytes.flip();
    BoolByteCheck.require(spec.type(), bytes);
    return new Tensor(spec, bytes);
  }
}
