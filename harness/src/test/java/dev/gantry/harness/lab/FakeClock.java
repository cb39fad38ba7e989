package dev.gantry.harness.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** A board whose programs may be told another time of day, by libfaketime. */
record FakeClock(Path preload) {
  private static final Path LIBRARIES = Path.of("/usr/lib");

  static Optional<Path> library() throws IOException {
    try (Stream<Path> found =
        Files.find(LIBRARIES, 3, (path, about) -> path.endsWith("faketime/libfaketimeMT.so.1"))) {
      return found.findFirst();
    }
  }

  void fit(Scene scene) throws IOException {
    Path board = scene.board().folder();
    Path config = board.resolve("sshd_config");
    set(board, "+0");
    Files.writeString(
        config,
        Files.readString(config)
            .replaceFirst(
                "SetEnv ",
                "SetEnv DONT_FAKE_MONOTONIC=1 FAKETIME_NO_CACHE=1 LD_PRELOAD="
                    + preload
                    + " FAKETIME_TIMESTAMP_FILE="
                    + board.resolve("time")
                    + " "));
    scene.board().powerOff();
    scene.board().powerOn();
  }

  void jump(Scene scene) throws IOException {
    // By then the queries are under way.
    scene.last(Duration.ofSeconds(5));
    set(scene.board().folder(), "+3600s");
  }

  private static void set(Path board, String offset) throws IOException {
    Files.writeString(board.resolve("time"), offset + "\n");
  }
}
