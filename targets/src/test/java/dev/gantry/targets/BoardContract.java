package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.SshLink;
import dev.gantry.targets.link.command.CompletedCommand;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A board of the tests and a link to it, whatever SSH server it runs. */
@Timeout(180)
abstract class BoardContract {
  static final Duration LIMIT = Duration.ofSeconds(30);
  static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;
  BoardServer board;
  SshLink link;

  abstract BoardServer start(Path folder) throws Exception;

  @BeforeEach
  void connect() throws Exception {
    board = start(folder);
    link = SshLink.open(board.destination());
  }

  @AfterEach
  void leave() {
    if (link != null) {
      link.close();
    }
    if (board != null) {
      board.close();
    }
  }

  CompletedCommand run(String command) throws RigException {
    return link.run(command, LIMIT);
  }

  static RigException rackTrouble(ThrowingCallable call) {
    RigException trouble = catchThrowableOfType(RigException.class, call);
    assertThat(trouble).as("it is trouble").isNotNull();
    assertThat(trouble.trouble().blame()).isEqualTo(Blame.RACK);
    assertThat(trouble.trouble().where()).startsWith("bench-");
    assertThat(trouble.trouble().remedy()).isNotBlank();
    return trouble;
  }
}
