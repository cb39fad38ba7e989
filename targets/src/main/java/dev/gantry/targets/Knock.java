package dev.gantry.targets;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.Door;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.SshLink;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An attempt to connect that is not waited for longer than told: a dead network may swallow it. */
final class Knock {
  private final Door door;
  private final CompletableFuture<SshLink> opened = new CompletableFuture<>();

  Knock(Door door) {
    this.door = door;
  }

  SshLink open(Duration limit) throws RigException {
    Thread thread = new Thread(this::knock, "knock-" + door.board());
    thread.setDaemon(true);
    thread.start();
    try {
      return opened.get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw LostLink.during(door.board(), "the connection", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RigException trouble) {
        throw trouble;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    } finally {
      // A door that opens when nobody waits any more is closed again.
      opened.completeExceptionally(new CancellationException());
    }
  }

  private void knock() {
    try {
      SshLink link = SshLink.open(door);
      if (!opened.complete(link)) {
        link.close();
      }
    } catch (RigException | RuntimeException e) {
      opened.completeExceptionally(e);
    }
  }
}
