package dev.gantry.targets;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A network cable to a board on loopback, which can be cut, or go silent without a word; a long and
 * thin one where it is asked for.
 */
final class Cable implements AutoCloseable {
  private final ServerSocket destination;
  private final int board;
  private final Duration oneWay;
  private final long bytesPerSecond;
  private final List<Socket> ends = new CopyOnWriteArrayList<>();
  private final CountDownLatch gone = new CountDownLatch(1);
  private volatile boolean silent;
  private volatile boolean pulled;

  Cable(int board) throws IOException {
    this(board, Duration.ZERO, Long.MAX_VALUE);
  }

  /** Every byte takes so long each way, and no more than so many pass in a second. */
  Cable(int board, Duration oneWay, long bytesPerSecond) throws IOException {
    this.board = board;
    this.oneWay = oneWay;
    this.bytesPerSecond = bytesPerSecond;
    this.destination = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  int port() {
    return destination.getLocalPort();
  }

  /** Nothing passes any more in either direction, and nobody is told. */
  void silence() {
    silent = true;
  }

  /** Both ends see the connection break. */
  void cut() {
    gone.countDown();
    ends.forEach(Cable::hangUp);
  }

  /** Cut, and nobody gets through until it is plugged in again. */
  void pull() {
    pulled = true;
    cut();
  }

  void plug() {
    pulled = false;
  }

  @Override
  public void close() {
    cut();
    try {
      destination.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket near = destination.accept();
        if (pulled) {
          hangUp(near);
          continue;
        }
        Socket far = new Socket(InetAddress.getLoopbackAddress(), board);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        ends.add(near);
        ends.add(far);
        carry(near, far);
        carry(far, near);
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void carry(Socket from, Socket to) {
    DelayLine line = new DelayLine(oneWay, bytesPerSecond);
    thread(() -> takeIn(from, line));
    thread(() -> giveOut(line, from, to));
  }

  private void takeIn(Socket from, DelayLine line) {
    try {
      InputStream in = from.getInputStream();
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (silent) {
          gone.await();
        }
        line.put(buffer, read);
      }
    } catch (IOException e) {
      // This end hung up; the other follows.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    line.end();
  }

  private void giveOut(DelayLine line, Socket from, Socket to) {
    try {
      line.drainTo(to.getOutputStream());
    } catch (IOException e) {
      // The other end hung up; this one follows.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    hangUp(from);
    hangUp(to);
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "cable");
    thread.setDaemon(true);
    thread.start();
  }
}
