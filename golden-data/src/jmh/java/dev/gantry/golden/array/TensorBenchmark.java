package dev.gantry.golden.array;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.dossier.tensor.Tensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * From a file in the page cache to a tensor. The floor is the same bytes read with java.nio; the
 * peers are the generated protobuf classes as Tribuo ships them, and Java's own zip files.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TensorBenchmark {
  private static final int ROWS = 16;

  @Param({"64", "416"})
  public int side = 64;

  private Path folder = Path.of("");
  private Path pb = Path.of("");
  private Path npz = Path.of("");
  private Path stacked = Path.of("");
  private NpyFile array;
  private List<Long> shape = List.of();
  private int bytes;

  @Setup
  public void prepare() throws IOException {
    folder = Files.createTempDirectory("tensors");
    pb = folder.resolve("one.pb");
    npz = folder.resolve("one.npz");
    stacked = folder.resolve("rows.npy");
    shape = List.of(1L, 3L, (long) side, (long) side);
    bytes = 3 * side * side * 4;
    Tensor tensor = Tensor.ofFloats("image", shape, numbers());
    PbFile.write(pb, tensor);
    Path npy = folder.resolve("one.npy");
    NpyWriter.write(npy, tensor);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(npz));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("image.npy"));
      Files.copy(npy, zip);
      zip.closeEntry();
    }
    try (NpyWriter writer = NpyWriter.stacked(stacked, tensor.spec().type(), shape, ROWS)) {
      for (int row = 0; row < ROWS; row++) {
        writer.add(tensor);
      }
    }
    array = NpyFile.open(stacked);
  }

  private float[] numbers() {
    Random random = new Random(1);
    float[] numbers = new float[bytes / 4];
    for (int index = 0; index < numbers.length; index++) {
      numbers[index] = random.nextFloat();
    }
    return numbers;
  }

  @TearDown
  public void remove() throws IOException {
    for (Path file : List.of(pb, npz, stacked, folder.resolve("one.npy"), folder)) {
      Files.delete(file);
    }
  }

  @Benchmark
  public Tensor pbGantry() throws IOException {
    return PbFile.read(pb);
  }

  /** All that it does not do: no count, type or name is looked at. */
  @Benchmark
  public ByteBuffer pbProtobuf() throws IOException {
    try (InputStream stream = Files.newInputStream(pb)) {
      return ByteBuffer.wrap(TensorProto.parseFrom(stream).getRawData().toByteArray());
    }
  }

  @Benchmark
  public Tensor npyRowGantry() throws IOException {
    return array.row("image", ROWS / 2, shape);
  }

  @Benchmark
  public Tensor npzGantry() throws IOException {
    return NpzFile.open(npz).tensor("image");
  }

  @Benchmark
  public byte[] npzZipFile() throws IOException {
    try (ZipFile zip = new ZipFile(npz.toFile());
        InputStream stream = zip.getInputStream(zip.getEntry("image.npy"))) {
      return stream.readAllBytes();
    }
  }

  @Benchmark
  public ByteBuffer floor() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    try (FileChannel channel = FileChannel.open(stacked)) {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, 128L + buffer.position()) < 0) {
          throw new IOException("ends early");
        }
      }
    }
    return buffer.flip();
  }
}
