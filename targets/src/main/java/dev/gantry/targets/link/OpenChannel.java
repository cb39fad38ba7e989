package dev.gantry.targets.link;

import com.jcraft.jsch.Channel;
import java.util.concurrent.atomic.AtomicBoolean;

/** A channel that gives its place on the link back when it closes. */
final class OpenChannel<C extends Channel> implements AutoCloseable {
  private final C channel;
  private final Runnable place;
  private final AtomicBoolean closed = new AtomicBoolean();

  OpenChannel(C channel, Runnable place) {
    this.channel = channel;
    this.place = place;
  }

  C channel() {
    return channel;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      channel.disconnect();
      place.run();
    }
  }
}
