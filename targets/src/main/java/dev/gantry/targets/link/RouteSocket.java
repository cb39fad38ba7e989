package dev.gantry.targets.link;

import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * The one socket of a route. JSch cannot close it while a thread is blocked in a write to it, so
 * that whoever must end such a write does it here.
 */
final class RouteSocket implements SocketFactory {
  private final Duration limit;
  private final Socket socket = new Socket();

  RouteSocket(Duration limit) {
    this.limit = limit;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(host, port), Math.toIntExact(limit.toMillis()));
    return socket;
  }

  @Override
  public InputStream getInputStream(Socket of) throws IOException {
    return of.getInputStream();
  }

  @Override
  public OutputStream getOutputStream(Socket of) throws IOException {
    return of.getOutputStream();
  }

  void cut() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
