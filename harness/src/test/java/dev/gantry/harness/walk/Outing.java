package dev.gantry.harness.walk;

import dev.gantry.converter.BoardEngineBuild;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Progress;
import dev.gantry.harness.demo.DamagingCompiler;
import dev.gantry.harness.plan.ReleasePlanner;
import dev.gantry.harness.rack.RecoveryLimits;
import dev.gantry.targets.embedded.EmbeddedRack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A run of the demo's small model on embedded boards, in which tests let things go wrong. */
final class Outing {
  private static final RecoveryLimits SOON =
      new RecoveryLimits(Duration.ofSeconds(3), Duration.ofSeconds(10), 3);

  private static final Pattern RACK = Pattern.compile("rack: ([a-z0-9-]+)");
  private static final Pattern BOARD =
      Pattern.compile("name: ([a-z0-9-]+), kind: [a-z0-9-]+, embedded: true");

  private final GantryHome gantryHome;
  private final Path folder;
  private final Path release;
  private final List<Progress> told = new CopyOnWriteArrayList<>();
  private final AtomicReference<Optional<EmbeddedRack>> rack =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<String> victim = new AtomicReference<>("nobody");
  private Predicate<Progress> moment = progress -> false;
  private Consumer<Progress> hears = progress -> {};

  /** Files lie where those of the undisturbed run do; what was converted there is at hand. */
  Outing(Path home, String name, String release, String rack) throws IOException {
    this.gantryHome = new GantryHome(home);
    this.folder = home.resolve("one-model");
    this.release = Files.writeString(folder.resolve(name + ".yaml"), release);
    Files.writeString(folder.resolve(name + ".rack.yaml"), rack);
    Matcher named = RACK.matcher(rack);
    Matcher boards = BOARD.matcher(rack);
    if (named.find()) {
      while (boards.find()) {
        UndisturbedRun.layRunner(home, named.group(1), boards.group(1));
      }
    }
  }

  /** The release of the demo with one model, on these kinds of board. */
  static String release(String precisions, String kinds) throws IOException {
    return Files.readString(UndisturbedRun.once().bench().demo().release())
        .replace("[fp32]", precisions)
        .replace("[cpu, cpu-2t]", kinds);
  }

  /** The same at int8, of whose engines {@link DamagingCompiler} spoils one. */
  static String int8Release(String kinds) throws IOException {
    String release = release("[int8]", kinds);
    String limits = "int8: { sqnr: \">= 20 dB\", worst: \">= 10 dB\", cosine: \">= 0.99\" }";
    return release.replaceFirst("fp32: \\{ sqnr.*", Matcher.quoteReplacement(limits));
  }

  /** The cable of the board is pulled for good that is the first to tell such progress. */
  Outing unplugFirst(Predicate<Progress> when) {
    moment = when;
    return this;
  }

  /** Someone who hears all progress, on the threads that make it. */
  Outing hear(Consumer<Progress> listener) {
    hears = listener;
    return this;
  }

  /** The fault is the test's: a board that does what a compiler can have it do. */
  interface Fault {
    void strike(String board, EmbeddedRack rack) throws dev.gantry.dossier.RigException;
  }

  JudgedRelease run(Path out) throws Exception {
    return run(out, (board, rack) -> {});
  }

  JudgedRelease run(Path out, Fault beforeBuild) throws Exception {
    BoardEngineBuild build = new BoardEngineBuild(gantryHome.store(), gantryHome.pins());
    return run(
        out,
        (visit, kind, variant, number, log) -> {
          beforeBuild.strike(visit.board(), rack.get().orElseThrow());
          return build.on(visit, kind, variant, number, log);
        });
  }

  /** One build of each recipe comes out wrong, by its number. */
  JudgedRelease runSpoiling(Path out, int number) throws Exception {
    BoardEngineBuild build = new BoardEngineBuild(gantryHome.store(), gantryHome.pins());
    return run(out, new DamagingCompiler(build, gantryHome.store(), number));
  }

  private JudgedRelease run(Path out, EngineCompiler compiler) throws Exception {
    AtomicBoolean struck = new AtomicBoolean();
    ReleaseRunner.Watch watch =
        new ReleaseRunner.Watch(
            Clock.systemUTC(),
            progress -> {
              told.add(progress);
              hears.accept(progress);
              if (moment.test(progress) && struck.compareAndSet(false, true)) {
                victim.set(progress.where());
                rack.get().orElseThrow().embedded(progress.where()).orElseThrow().unplug();
              }
            },
            () -> false,
            Duration.ofMinutes(3),
            SOON);
    String name = release.getFileName().toString().replace(".yaml", ".rack.yaml");
    PreparedRelease prepared =
        new ReleasePlanner("tests").plan(release, release.resolveSibling(name), List.of());
    return new ReleasePipeline(
            gantryHome, watch, compiler, started -> rack.set(Optional.of(started)))
        .go(
            prepared,
            new ReleasePipeline.Order(
                out, Optional.empty(), Files.isDirectory(out.resolve("dossier")), false));
  }

  /** The board whose cable was pulled. */
  String unplugged() {
    return victim.get();
  }

  /** What was told of one board, in lines. */
  String story(String board) {
    StringBuilder lines = new StringBuilder();
    for (Progress progress : told) {
      if (progress.where().equals(board)) {
        lines.append(progress.what()).append('\n');
      }
    }
    return lines.toString();
  }
}
