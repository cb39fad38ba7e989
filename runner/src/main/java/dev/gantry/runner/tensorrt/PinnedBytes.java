package dev.gantry.runner.tensorrt;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.runner.BackendException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;

/** Memory of the computer that stays where it is, so that the GPU reads and writes it by itself. */
final class PinnedBytes implements AutoCloseable {
  private final BytePointer bytes;
  private final int size;

  private PinnedBytes(BytePointer bytes, int size) {
    this.bytes = bytes;
    this.size = size;
  }

  static PinnedBytes take(long size) throws BackendException {
    BytePointer bytes = new BytePointer();
    CudaCalls.check(
        cudart.cudaMallocHost(bytes, Math.max(1, size)), "taking " + size + " bytes of memory");
    return new PinnedBytes(bytes.capacity(Math.max(1, size)), Math.toIntExact(size));
  }

  static PinnedBytes of(Tensor tensor) throws BackendException {
    PinnedBytes pinned = take(tensor.data().remaining());
    pinned.put(tensor);
    return pinned;
  }

  void put(Tensor tensor) {
    bytes.asByteBuffer().put(tensor.data());
  }

  BytePointer pointer() {
    return bytes;
  }

  long size() {
    return size;
  }

  Tensor copy(TensorSpec spec) {
    ByteBuffer copy = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    copy.put(bytes.asByteBuffer().limit(size));
    return new Tensor(spec, copy.flip());
  }

  /** The process ends soon after: what cannot be given back then is not worth a word. */
  @Override
  public void close() {
    cudart.cudaFreeHost(bytes);
  }
}
