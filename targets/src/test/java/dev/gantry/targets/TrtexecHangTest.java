package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.targets.store.StoredFile;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A trtexec that never ends is no frozen job: whoever gives up on it leaves the board free. */
class TrtexecHangTest extends TrtexecBench {
  private final AtomicBoolean cancelled = new AtomicBoolean();

  @Test
  void a_build_that_hangs_is_ended_with_the_run_and_the_board_is_free() throws Exception {
    board.fault("hang build");
    try (BoardVisit visit = impatient()) {
      assertThatThrownBy(() -> build(visit, Optional.empty()))
          .isInstanceOf(CancellationException.class);
    }

    assertSound();
  }

  @Test
  void a_sample_that_hangs_is_ended_with_the_run_and_the_board_is_free() throws Exception {
    StoredFile engine;
    try (BoardVisit visit = visit("10.3")) {
      engine = engine(visit, build(visit, Optional.empty()));
    }
    board.fault("hang infer");
    try (BoardVisit visit = impatient()) {
      assertThatThrownBy(() -> run(visit, engine)).isInstanceOf(CancellationException.class);
    }

    assertSound();
  }

  private BoardVisit impatient() throws Exception {
    return BoardVisit.begin(
        access(TensorrtSetup.of("10.3")), new RunnerKit(), visitOptions(this::givesUp));
  }

  private boolean givesUp() {
    if (hangs()) {
      cancelled.set(true);
    }
    return cancelled.get();
  }

  /** By the words of its command line: it stands in the folder of its job. */
  private boolean hangs() {
    return Standing.in(board.home().resolve(".gantry/jobs")).stream()
        .anyMatch(process -> process.info().commandLine().orElse("").contains("TrtexecStandIn"));
  }

  private void assertSound() throws Exception {
    awaitRest();
    board.sound();
    try (BoardVisit visit = visit("10.3")) {
      assertThat(build(visit, Optional.empty()).files()).isNotEmpty();
    }
  }
}
