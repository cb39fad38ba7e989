package dev.gantry.targets;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.SshDestination;
import dev.gantry.targets.link.SshLink;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Connects to a board, and waits no longer than told: a dead network may swallow the attempt. */
final class BoundedConnect {
  private final SshDestination destination;
  private final CompletableFuture<SshLink> opened = new CompletableFuture<>();

  BoundedConnect(SshDestination destination) {
    this.destination = destination;
  }

  SshLink open(Duration limit) throws RigException {
    Thread thread = new Thread(this::knock, "knock-" + destination.board());
    thread.setDaemon(true);
    thread.start();
    try {
      return opened.get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw LostLink.during(destination.board(), "the connection", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RigException trouble) {
        throw trouble;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    } finally {
      // A link that opens when nobody waits any more is closed again.
      opened.completeExceptionally(new CancellationException());
    }
  }

  private void knock() {
    try {
      SshLink link = SshLink.open(destination);
      if (!opened.complete(link)) {
        link.close();
      }
    } catch (RigException | RuntimeException e) {
      opened.completeExceptionally(e);
    }
  }
}
