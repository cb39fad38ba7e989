package dev.gantry.runner.tensor;

import java.nio.charset.StandardCharsets;

/**
 * The layout that reader and writer share, little-endian: magic, number of samples, then for each
 * sample the number of tensors and for each tensor name, type, rank, dimensions, bytes; a trailer
 * last, so that a file that lost its end is noticed.
 */
final class TensorFile {
  static final byte[] MAGIC = "GANTRYT1".getBytes(StandardCharsets.US_ASCII);
  static final byte[] TRAILER = "TENSOR.END".getBytes(StandardCharsets.US_ASCII);

  static final int MOST_TENSORS = 1024;
  static final int MOST_DIMENSIONS = 32;
  static final int MOST_LETTERS = 4096;

  private TensorFile() {}
}
