package dev.gantry.harness.walk;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Counts what this process hashes, by taking the place of the platform's SHA-256, which then does
 * the work.
 */
final class CountedHashes implements AutoCloseable {
  private static final String NAME = "GantryCounts";
  private final List<Long> sizes = new CopyOnWriteArrayList<>();

  CountedHashes() {
    Security.insertProviderAt(new Counting(sizes), 1);
  }

  /** How often so many bytes were hashed, give or take a few. */
  long of(long bytes, long within) {
    return sizes.stream().filter(size -> Math.abs(size - bytes) <= within).count();
  }

  @Override
  public void close() {
    Security.removeProvider(NAME);
  }

  private static final class Counting extends Provider {
    private static final long serialVersionUID = 1;

    Counting(List<Long> sizes) {
      super(NAME, "1", "counts what is hashed");
      putService(
          new Service(this, "MessageDigest", "SHA-256", Sha256.class.getName(), null, null) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
              return new Sha256(sizes);
            }
          });
    }
  }

  private static final class Sha256 extends MessageDigestSpi {
    private final List<Long> sizes;
    private final MessageDigest platform;
    private long bytes;

    Sha256(List<Long> sizes) throws NoSuchAlgorithmException {
      this.sizes = sizes;
      this.platform = platform();
    }

    private static MessageDigest platform() throws NoSuchAlgorithmException {
      for (Provider provider : Security.getProviders("MessageDigest.SHA-256")) {
        if (!provider.getName().equals(NAME)) {
          return MessageDigest.getInstance("SHA-256", provider);
        }
      }
      throw new NoSuchAlgorithmException("SHA-256");
    }

    @Override
    protected void engineUpdate(byte input) {
      bytes++;
      platform.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
      bytes += length;
      platform.update(input, offset, length);
    }

    @Override
    protected byte[] engineDigest() {
      sizes.add(bytes);
      bytes = 0;
      return platform.digest();
    }

    @Override
    protected int engineDigest(byte[] into, int offset, int length) throws DigestException {
      byte[] digest = engineDigest();
      System.arraycopy(digest, 0, into, offset, digest.length);
      return digest.length;
    }

    @Override
    protected int engineGetDigestLength() {
      return platform.getDigestLength();
    }

    @Override
    protected void engineReset() {
      bytes = 0;
      platform.reset();
    }
  }
}
