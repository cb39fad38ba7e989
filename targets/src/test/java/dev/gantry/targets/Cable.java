package dev.gantry.targets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A network cable to a board on loopback, which can be cut, or go silent without a word. */
final class Cable implements AutoCloseable {
  private final ServerSocket door;
  private final int board;
  private final List<Socket> ends = new CopyOnWriteArrayList<>();
  private final CountDownLatch gone = new CountDownLatch(1);
  private volatile boolean silent;

  Cable(int board) throws IOException {
    this.board = board;
    this.door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  int port() {
    return door.getLocalPort();
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

  @Override
  public void close() {
    cut();
    try {
      door.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket near = door.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), board);
        ends.add(near);
        ends.add(far);
        thread(() -> carry(near, far));
        thread(() -> carry(far, near));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void carry(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (silent) {
          gone.await();
        }
        out.write(buffer, 0, read);
        out.flush();
      }
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
