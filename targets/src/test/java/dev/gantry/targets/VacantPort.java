package dev.gantry.targets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/** Holds a port of loopback at which nobody listens, so that nobody else comes to listen there. */
final class VacantPort implements AutoCloseable {
  private final SocketChannel held;
  private final int number;

  private VacantPort(SocketChannel held, int number) {
    this.held = held;
    this.number = number;
  }

  static VacantPort hold() throws IOException {
    SocketChannel held = SocketChannel.open();
    held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return new VacantPort(held, ((InetSocketAddress) held.getLocalAddress()).getPort());
  }

  int number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    held.close();
  }
}
