package dev.gantry.harness.command;

import dev.gantry.dossier.Board;
import dev.gantry.dossier.Rack;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trouble;
import dev.gantry.targets.embedded.EmbeddedRack;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.SshLink;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks all boards of a rack at once, each over a link of its own. One that does not answer keeps
 * nobody waiting.
 */
record RackRound(EmbeddedRack destinations, Duration limit) {
  /** Asks one board something, over a link to it. */
  interface Question<T> {
    T ask(Board board, SshLink link) throws RigException;
  }

  /** Holds what a board said, or why it said nothing. */
  sealed interface Answer<T> {
    /** The board answered. */
    record Said<T>(T value) implements Answer<T> {}

    /** The board did not answer. */
    record Silent<T>(Trouble trouble) implements Answer<T> {}
  }

  /** In the order of the rack. */
  <T> Map<Board, Answer<T>> ask(Rack rack, Question<T> question) {
    ExecutorService threads =
        Executors.newCachedThreadPool(
            work -> {
              // A connection that nobody waits for any more must not keep the program alive.
              Thread thread = new Thread(work, "rack-round");
              thread.setDaemon(true);
              return thread;
            });
    try {
      Map<Board, Future<T>> asked = new LinkedHashMap<>();
      for (Board board : rack.boards()) {
        asked.put(board, threads.submit(() -> one(board, question)));
      }
      long end = System.nanoTime() + limit.toNanos();
      Map<Board, Answer<T>> answers = new LinkedHashMap<>();
      asked.forEach((board, future) -> answers.put(board, answer(board, future, end)));
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  private <T> T one(Board board, Question<T> question) throws RigException {
    try (SshLink link = SshLink.open(destinations.destination(board.name()))) {
      return question.ask(board, link);
    }
  }

  private <T> Answer<T> answer(Board board, Future<T> future, long end) {
    try {
      return new Answer.Said<>(
          future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return new Answer.Silent<>(
          RackTrouble.at(
                  board.name(),
                  "no answer within " + limit.toSeconds() + " s",
                  "check power and network of this board")
              .trouble());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RigException rig) {
        return new Answer.Silent<>(rig.trouble());
      }
      if (e.getCause() instanceof RuntimeException ours) {
        throw ours;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }
}
