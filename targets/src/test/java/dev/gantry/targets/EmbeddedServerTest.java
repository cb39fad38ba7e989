package dev.gantry.targets;

import java.io.IOException;
import java.nio.file.Path;

class EmbeddedServerTest extends BoardContract {
  @Override
  BoardServer start(Path folder) throws IOException {
    return BoardServer.embedded(folder);
  }
}
