package dev.gantry.golden.archive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Lets an archive be ended while its file stays open, to be flushed to disk and moved. */
final class UncloseableStream extends FilterOutputStream {
  UncloseableStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
