package dev.gantry.harness.walk;

import dev.gantry.harness.Bench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One run in which nothing went wrong, for all tests that look at one or begin with one. */
record UndisturbedRun(Bench bench, Path home, Path out, Bench.Said said) {
  /** Walked on first use, and once only: a walk takes many seconds. */
  static UndisturbedRun once() {
    return Holder.RUN;
  }

  private static final class Holder {
    private static final UndisturbedRun RUN = walk();
  }

  private static UndisturbedRun walk() {
    try {
      Path folder = Files.createTempDirectory("gantry-undisturbed-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      Path home = folder.resolve("home");
      Bench bench = new Bench(home);
      Path out = folder.resolve("out");
      Bench.Said said =
          bench.gantry("run", bench.demo().release(), "--rack", bench.demo().rack(), "--out", out);
      return new UndisturbedRun(bench, home, out, said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Has the parts of the runner lie in the store of a board, as after an earlier visit: tests that
   * look at something else need not push its 30 MB. Whether they are whole the visit sees itself.
   */
  static void layRunner(Path home, String rack, String board) throws IOException {
    Path store = home.resolve("boards/" + rack + "/" + board + "/home/.gantry/store");
    if (Files.exists(store)) {
      return;
    }
    Files.createDirectories(store);
    try (Stream<Path> parts =
        Files.find(
            once().home().resolve("boards/demo/bench-1/home/.gantry/kit"),
            2,
            (part, facts) -> facts.isSymbolicLink() && Files.exists(part))) {
      for (Path part : parts.toList()) {
        Path stored = part.toRealPath();
        if (stored.getParent().endsWith("store")) {
          Files.copy(stored, store.resolve(stored.getFileName()));
        }
      }
    }
  }

  static void delete(Path tree) {
    try (Stream<Path> walk = Files.walk(tree)) {
      List<Path> content = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : content) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
