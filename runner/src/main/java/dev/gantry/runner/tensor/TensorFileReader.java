package dev.gantry.runner.tensor;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads what {@link TensorFileWriter} wrote, one sample at a time, and trusts no number in it. */
public final class TensorFileReader implements Closeable {
  private final String name;
  private final InputStream stream;
  private final long size;
  private final int samples;
  private int read;

  public TensorFileReader(Path file) throws IOException {
    this.name = String.valueOf(file.getFileName());
    this.size = Files.size(file);
    this.stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      if (!Arrays.equals(bytes(TensorFile.MAGIC.length), TensorFile.MAGIC)) {
        throw broken("it does not start like a tensor file");
      }
      samples = count("samples", Integer.MAX_VALUE);
      if (samples == 0) {
        finish();
      }
    } catch (IOException e) {
      stream.close();
      throw e;
    }
  }

  public int samples() {
    return samples;
  }

  public boolean hasNext() {
    return read < samples;
  }

  public List<Tensor> next() throws IOException {
    int tensors = count("tensors", TensorFile.MOST_TENSORS);
    List<Tensor> sample = new ArrayList<>();
    for (int index = 0; index < tensors; index++) {
      sample.add(tensor());
    }
    if (++read == samples) {
      finish();
    }
    return sample;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  private Tensor tensor() throws IOException {
    String tensor = text();
    String label = text();
    ElementType type =
        ElementType.ofLabel(label).orElseThrow(() -> broken("unknown element type " + label));
    List<Long> shape = new ArrayList<>();
    int rank = count("dimensions", TensorFile.MOST_DIMENSIONS);
    for (int axis = 0; axis < rank; axis++) {
      shape.add(numbers(8).getLong());
    }
    try {
      long length = Tensor.byteCount(type, shape);
      if (length > size) {
        throw broken("tensor " + tensor + " claims " + length + " bytes, more than the whole file");
      }
      return new Tensor(
          new TensorSpec(tensor, type, shape), ByteBuffer.wrap(bytes(Math.toIntExact(length))));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw broken(String.valueOf(e.getMessage()));
    }
  }

  private void finish() throws IOException {
    if (!Arrays.equals(bytes(TensorFile.TRAILER.length), TensorFile.TRAILER)
        || stream.read() >= 0) {
      throw broken("it does not end where its samples end");
    }
  }

  private String text() throws IOException {
    return new String(bytes(count("letters", TensorFile.MOST_LETTERS)), StandardCharsets.UTF_8);
  }

  private int count(String what, int most) throws IOException {
    int value = numbers(4).getInt();
    if (value < 0 || value > most) {
      throw broken(value + " " + what + " are not possible");
    }
    return value;
  }

  private ByteBuffer numbers(int length) throws IOException {
    return ByteBuffer.wrap(bytes(length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = stream.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("tensor file " + name + " is cut short");
    }
    return bytes;
  }

  private IOException broken(String why) {
    return new IOException("tensor file " + name + " is malformed: " + why);
  }
}
