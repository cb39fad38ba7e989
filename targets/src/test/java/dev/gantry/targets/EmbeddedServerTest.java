package dev.gantry.targets;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** The server of the embedded board keeps every contract of a board. */
class EmbeddedServerTest {
  @Nested
  class Commands extends CommandContract {
    @Override
    BoardServer start(Path folder) throws IOException {
      return BoardServer.embedded(folder);
    }
  }

  @Nested
  class Links extends LinkContract {
    @Override
    BoardServer start(Path folder) throws IOException {
      return BoardServer.embedded(folder);
    }
  }

  @Nested
  class Stores extends StoreContract {
    @Override
    BoardServer start(Path folder) throws IOException {
      return BoardServer.embedded(folder);
    }
  }

  @Nested
  class Leases extends LeaseContract {
    @Override
    BoardServer start(Path folder) throws IOException {
      return BoardServer.embedded(folder);
    }
  }

  @Nested
  class LeaseFaults extends LeaseFaultContract {
    @Override
    BoardServer start(Path folder) throws IOException {
      return BoardServer.embedded(folder);
    }
  }

  @Nested
  class Probes extends ProbeContract {
    @Override
    BoardServer start(Path folder) throws IOException {
      return BoardServer.embedded(folder);
    }
  }

  @Nested
  class Trees extends TreeContract {
    @Override
    BoardServer start(Path folder) throws IOException {
      return BoardServer.embedded(folder);
    }
  }

  @Nested
  class FilesTravelling extends FileContract {
    @Override
    BoardServer start(Path folder) throws IOException {
      return BoardServer.embedded(folder);
    }
  }

  @Nested
  class Stocks extends StockContract {
    @Override
    BoardServer start(Path folder) throws IOException {
      return BoardServer.embedded(folder);
    }
  }
}
