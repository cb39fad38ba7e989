package dev.gantry.harness.demo;

import dev.gantry.dossier.Progress;
import dev.gantry.targets.embedded.EmbeddedRack;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Pulls the cable of a board while it measures; hands all progress on. */
public final class CablePull implements Consumer<Progress> {
  private static final String MEASURING = "timed";

  private final Optional<String> board;
  private final Consumer<Progress> next;
  private final AtomicReference<Optional<EmbeddedRack>> rack =
      new AtomicReference<>(Optional.empty());

  public CablePull(Optional<String> board, Consumer<Progress> next) {
    this.board = board;
    this.next = next;
  }

  public void watch(EmbeddedRack started) {
    rack.set(Optional.of(started));
  }

  @Override
  public void accept(Progress progress) {
    next.accept(progress);
    boolean now =
        progress.what().equals(MEASURING) && board.filter(progress.where()::equals).isPresent();
    if (now) {
      rack.getAndSet(Optional.empty())
          .flatMap(started -> started.embedded(progress.where()))
          .ifPresent(
              unplugged -> {
                next.accept(
                    Progress.remark(
                        Progress.Stage.VISIT, progress.where(), "unplugged for the demo"));
                unplugged.unplug();
              });
    }
  }
}
