package dev.gantry.targets.link;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** Connects on from a jump host, in place of a socket of this computer. */
final class JumpHop implements Proxy {
  private static final int WINDOW = 8 << 20;

  private final Session from;
  private @Nullable Way way;

  JumpHop(Session from) {
    this.from = from;
  }

  private record Way(Channel channel, InputStream in, OutputStream out) {}

  @Override
  public void connect(SocketFactory sockets, String host, int port, int timeout)
      throws JSchException, IOException {
    Channel channel = from.getStreamForwarder(host, port);
    channel.setLocalWindowSizeMax(WINDOW);
    // Asked for before the connection, or the first words of the other side are lost.
    way = new Way(channel, channel.getInputStream(), channel.getOutputStream());
    channel.connect(timeout);
  }

  @Override
  public InputStream getInputStream() {
    return way().in();
  }

  @Override
  public OutputStream getOutputStream() {
    return way().out();
  }

  @Override
  @SuppressWarnings("NullAway") // JSch asks whether there is one, and lives without.
  public Socket getSocket() {
    return null;
  }

  @Override
  public void close() {
    if (way != null) {
      way.channel().disconnect();
    }
  }

  private Way way() {
    if (way == null) {
      throw new IllegalStateException("not connected");
    }
    return way;
  }
}
