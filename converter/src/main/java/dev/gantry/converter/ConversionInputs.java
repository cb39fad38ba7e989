package dev.gantry.converter;

import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.GoldenFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Holds the samples that a model is fed while it is converted, and a digest of all their bytes. */
public record ConversionInputs(SampleFeed samples, Digest digest) {
  /**
   * All samples are read: drafts of sets have no digests of their own, and of those that have, the
   * bytes may have changed since.
   */
  public static ConversionInputs of(SampleFeed samples) throws IOException {
    MessageDigest hash = Digest.sha256();
    for (int sample = 0; sample < samples.count(); sample++) {
      for (Tensor tensor : samples.at(sample)) {
        byte[] spec = tensor.spec().toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer data = tensor.data();
        hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, spec.length));
        hash.update(spec);
        hash.update(data);
      }
      hash.update((byte) '\n');
    }
    return new ConversionInputs(samples, Digest.finish(hash.digest()));
  }

  /** The inputs of a golden set, read when they are asked for. */
  public static SampleFeed of(GoldenFolder set) {
    return new SampleFeed() {
      @Override
      public int count() {
        return set.set().samples().size();
      }

      @Override
      public List<Tensor> at(int sample) throws IOException {
        return set.inputs(sample);
      }
    };
  }
}
