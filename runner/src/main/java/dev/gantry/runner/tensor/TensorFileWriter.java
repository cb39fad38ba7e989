package dev.gantry.runner.tensor;

import dev.gantry.dossier.tensor.Tensor;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the tensors of a known number of samples, one sample at a time. */
public final class TensorFileWriter implements Closeable {
  private final OutputStream stream;
  private final WritableByteChannel channel;
  private int missing;

  public TensorFileWriter(Path file, int samples) throws IOException {
    this(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), samples);
  }

  public TensorFileWriter(OutputStream stream, int samples) throws IOException {
    this.stream = stream;
    this.channel = Channels.newChannel(stream);
    this.missing = samples;
    stream.write(TensorFile.MAGIC);
    writeInt(samples);
  }

  public void write(List<Tensor> sample) throws IOException {
    if (missing <= 0) {
      throw new IllegalStateException("more samples than announced");
    }
    writeCount("tensors", sample.size(), TensorFile.MOST_TENSORS);
    for (Tensor tensor : sample) {
      writeText(tensor.name());
      writeText(tensor.spec().type().toString());
      writeCount("dimensions", tensor.spec().shape().size(), TensorFile.MOST_DIMENSIONS);
      for (long dimension : tensor.spec().shape()) {
        stream.write(numbers(8).putLong(dimension).array());
      }
      ByteBuffer data = tensor.data();
      while (data.hasRemaining()) {
        channel.write(data);
      }
    }
    // Last, so that a sample which broke off in the middle is still missing.
    missing--;
  }

  /** Writes the trailer only when every announced sample came: half a file must not look whole. */
  @Override
  public void close() throws IOException {
    try (stream) {
      if (missing == 0) {
        stream.write(TensorFile.TRAILER);
      }
    }
  }

  private void writeText(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeCount("letters", bytes.length, TensorFile.MOST_LETTERS);
    stream.write(bytes);
  }

  /** What no reader would take is not written. */
  private void writeCount(String what, int count, int most) throws IOException {
    if (count > most) {
      throw new IOException(count + " " + what + " are more than a tensor file holds: " + most);
    }
    writeInt(count);
  }

  private void writeInt(int value) throws IOException {
    stream.write(numbers(4).putInt(value).array());
  }

  private static ByteBuffer numbers(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
