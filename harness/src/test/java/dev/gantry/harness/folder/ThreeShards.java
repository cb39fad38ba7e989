package dev.gantry.harness.folder;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Engine;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedBoard;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Shard;
import dev.gantry.dossier.Sharding;
import dev.gantry.dossier.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Makes shards of one plan: two boards of one kind and one of another, an hour apart. */
final class ThreeShards {
  static final Cell SHARED = new Cell("rail-signals", Precision.FP32, "cpu");
  static final Cell OTHER = new Cell("rail-signals", Precision.FP32, "cpu-2t");
  static final Instant MORNING = Instant.parse("2026-11-20T08:00:00Z");

  private final Path folder;

  ThreeShards(Path folder) {
    this.folder = folder;
  }

  static DossierFolders folders(int hour) {
    return new DossierFolders(Clock.fixed(MORNING.plusSeconds(3600L * hour), ZoneOffset.UTC));
  }

  static ReleasePlan plan(String release) {
    ReleasePlan one = Specimens.PLAN;
    BoardKind cpu = BoardKind.of("cpu", Backend.ONNXRUNTIME, 1);
    BoardKind two = BoardKind.of("cpu-2t", Backend.ONNXRUNTIME, 2);
    List<Criterion> memory = List.of(new Criterion.PeakMemory(Limit.parse("<= 512 MiB"), 0.99));
    return new ReleasePlan(
        release,
        one.rack(),
        one.gantry(),
        one.models(),
        List.of(cpu, two),
        List.of(
            new PlannedBoard("bench-1", "cpu", true),
            new PlannedBoard("bench-2", "cpu", true),
            new PlannedBoard("bench-3", "cpu-2t", true)),
        List.of(
            PlannedCell.of(SHARED, List.of("bench-1", "bench-2"), memory),
            PlannedCell.of(OTHER, List.of("bench-3"), memory)),
        new Scenario.Single(10, 1000, 3),
        List.of());
  }

  private static Shard shard(int number) {
    return Sharding.of(plan("rail"), 3).shard(number);
  }

  /** One shard, of a release by this name, with these bytes for its engines. */
  Path run(int number, String release, String engine) throws Exception {
    Path out = folder.resolve(release + "-shard-" + number + "-" + engine);
    Shard shard = shard(number);
    try (DossierFolder dossier = folders(number).begin(out, plan(release), Optional.of(shard))) {
      dossier.keepReferences("rail-signals", file("references"));
      dossier.keepVariant("rail-signals/fp32", "{\"cached\": " + (number > 1) + "}");
      for (PlannedCell cell : plan(release).on(shard.boards()).cells()) {
        dossier.keepEngine(cell.cell(), engine(engine), file(engine));
        for (String board : cell.boards()) {
          measure(dossier, cell.cell(), board, engine);
        }
      }
    }
    return out;
  }

  private static Engine engine(String bytes) {
    Engine any = Specimens.ENGINE;
    return new Engine(
        Digest.of(bytes.getBytes(StandardCharsets.UTF_8)),
        new ByteCount(bytes.length()),
        any.recipe());
  }

  private static Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile("merge", ""), content);
  }

  private static void measure(DossierFolder dossier, Cell cell, String board, String engine)
      throws IOException {
    Path place = dossier.clearTrial(cell, board);
    Path outputs = Files.writeString(place.resolve("outputs.tensors"), "outputs of " + board);
    dossier.finish(
        new Trial.Measured(
            cell,
            board,
            true,
            MORNING,
            MORNING.plusSeconds(60),
            engine(engine).digest(),
            new Trial.EvidenceFile(
                "outputs.tensors",
                Digest.of(Files.readAllBytes(outputs)),
                new ByteCount(Files.size(outputs))),
            List.of(),
            List.of(),
            List.of(),
            Optional.of(new ByteCount(1 << 20)),
            Optional.empty(),
            new TreeMap<>(),
            Trial.Pushed.NOTHING,
            List.of()));
  }

  /** All of them, as they come from three agents. */
  List<Path> all() throws Exception {
    return List.of(run(1, "rail", "engine"), run(2, "rail", "engine"), run(3, "rail", "other"));
  }
}
