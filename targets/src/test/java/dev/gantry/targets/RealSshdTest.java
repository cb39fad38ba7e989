package dev.gantry.targets;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** A real sshd keeps every contract of a board. */
class RealSshdTest {
  private static BoardServer sshd(Path folder) throws Exception {
    Sshd.requireHere();
    return BoardServer.sshd(folder);
  }

  @Nested
  class Commands extends CommandContract {
    @Override
    BoardServer start(Path folder) throws Exception {
      return sshd(folder);
    }
  }

  @Nested
  class Links extends LinkContract {
    @Override
    BoardServer start(Path folder) throws Exception {
      return sshd(folder);
    }
  }

  @Nested
  class Stores extends StoreContract {
    @Override
    BoardServer start(Path folder) throws Exception {
      return sshd(folder);
    }
  }

  @Nested
  class Leases extends LeaseContract {
    @Override
    BoardServer start(Path folder) throws Exception {
      return sshd(folder);
    }
  }

  @Nested
  class LeaseFaults extends LeaseFaultContract {
    @Override
    BoardServer start(Path folder) throws Exception {
      return sshd(folder);
    }
  }

  @Nested
  class Probes extends ProbeContract {
    @Override
    BoardServer start(Path folder) throws Exception {
      return sshd(folder);
    }
  }

  @Nested
  class Trees extends TreeContract {
    @Override
    BoardServer start(Path folder) throws Exception {
      return sshd(folder);
    }
  }

  @Nested
  class FilesTravelling extends FileContract {
    @Override
    BoardServer start(Path folder) throws Exception {
      return sshd(folder);
    }
  }

  @Nested
  class Stocks extends StockContract {
    @Override
    BoardServer start(Path folder) throws Exception {
      return sshd(folder);
    }
  }
}
