package dev.gantry.golden.scale;

import ai.onnxruntime.OrtException;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.ModelSpecs;
import dev.gantry.golden.make.Capture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Prints what it costs to verify and to capture large sets, each figure beside the wanted one. */
public final class GoldenScale {
  private static final int ROUNDS = 3;
  private static final long CAPTURE_NANOS = 2_000_000_000L;

  private final Path project;
  private final Path folder;
  private final int samples;
  private final Shell shell;
  private int captures;

  private GoldenScale(Path project, Path folder, int samples) {
    this.project = project;
    this.folder = folder;
    this.samples = samples;
    this.shell = new Shell(project.resolve("gantry"), folder);
  }

  /** Arguments: the project's folder, an empty folder to work in, how many samples, more models. */
  public static void main(String[] arguments) throws Exception {
    GoldenScale scale =
        new GoldenScale(
            Path.of(arguments[0]).toRealPath(),
            Path.of(arguments[1]).toRealPath(),
            Integer.parseInt(arguments[2]));
    row("", "", "wanted", "found", "spread");
    scale.sets();
    for (String name : List.of("rail-signals", "free-space", "track-objects")) {
      scale.capture(name, scale.model(name));
    }
    for (String model : List.of(arguments).subList(3, arguments.length)) {
      scale.capture(
          Path.of(model).toAbsolutePath().getParent().getFileName().toString(), Path.of(model));
    }
  }

  private Path model(String name) {
    return project.resolve("golden-data/shipped").resolve(name).resolve("model.onnx");
  }

  private void sets() throws Exception {
    for (int count : List.of(Math.max(1, samples / 10), samples)) {
      TensorSpec spec = input("rail-signals");
      try (Drafts drafts = drafts()) {
        Path set =
            captured("rail-signals", DraftSet.tensors(drafts.folder(), count, spec), "tensors");
        heap("verify", count + " tensors", set);
      }
      try (Drafts drafts = drafts()) {
        List<Path> given = pictures("track-objects");
        DraftSet draft = DraftSet.pictures(drafts.folder(), count, input("track-objects"), given);
        Path set = captured("track-objects", draft, "pictures");
        heap("verify", count + " pictures", set);
        if (count == samples) {
          verify(count + " pictures", set);
          verify(count + " pictures --contents", set, "--contents");
        }
      }
    }
    try (Drafts drafts = drafts()) {
      TensorSpec spec = new TensorSpec("image", ElementType.FLOAT32, List.of(1L, 3L, 64L, 64L));
      DraftSet.tensors(drafts.folder(), samples, spec);
      Path set = drafts.set();
      shell.gantry("golden", "import", drafts.folder().toString(), "--out=" + set);
      verify(samples + " tensors of 48 KiB", set);
      verify(samples + " tensors --contents", set, "--contents");
    }
  }

  private Path captured(String name, DraftSet draft, String kind) throws IOException {
    Path set = folder.resolve("set");
    shell.gantry(
        "golden", "capture", model(name).toString(), "--inputs=" + draft.folder(), "--out=" + set);
    told("capture", draft.samples() + " " + kind);
    return set;
  }

  private void heap(String command, String what, Path set) throws IOException {
    shell.gantry("golden", command, set.toString());
    told(command, what);
  }

  private void told(String command, String what) throws IOException {
    String found = Integer.toString(shell.peak());
    row("heap of " + command + ", MiB", what, "<= 256", found, "done with -Xmx" + Shell.HEAP);
  }

  private TensorSpec input(String name) throws RefusedException {
    return ModelSpecs.of(model(name)).inputs().get(0);
  }

  private List<Path> pictures(String name) throws IOException {
    Path images = project.resolve("golden-data/shipped").resolve(name).resolve("set/images");
    try (Stream<Path> files = Files.list(images)) {
      return files.sorted().toList();
    }
  }

  private Drafts drafts() throws IOException {
    return new Drafts(Files.createDirectory(folder.resolve("draft")), folder.resolve("set"));
  }

  /** What a set is made of and the set itself, which are gone afterwards. */
  private record Drafts(Path folder, Path set) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      remove(folder);
      if (Files.exists(set)) {
        remove(set);
      }
    }
  }

  private void verify(String what, Path set, String... options) throws IOException {
    String[] arguments =
        Stream.concat(Stream.of("golden", "verify", set.toString()), Stream.of(options))
            .toArray(String[]::new);
    Series series = Series.of(ROUNDS, () -> shell.gantry(arguments), () -> shell.sha256sum(set));
    row(
        "verify : sha256sum, throughput",
        what,
        ">= 0.70",
        figure(1 / series.ratio()),
        series.spread(true));
  }

  private void capture(String name, Path model) throws IOException, OrtException, RefusedException {
    TensorSpec spec = ModelSpecs.of(model).inputs().get(0);
    int cores = Runtime.getRuntime().availableProcessors();
    try (PlainRuntime peer = new PlainRuntime(model, spec)) {
      peer.infer(20, cores);
      long twenty = Series.time(() -> peer.infer(20, cores));
      int count = (int) Math.max(40, Math.min(samples / 4, 20 * CAPTURE_NANOS / twenty));
      Path drafts = Files.createDirectory(folder.resolve("draft"));
      DraftSet draft = DraftSet.tensors(drafts, count, spec);
      capture(draft, model);
      String what = name + ", " + count + " samples";
      Series alone = Series.of(ROUNDS, () -> capture(draft, model), () -> peer.infer(count, 1));
      row(
          "capture : plain loop, time",
          what,
          "<= 1.10",
          figure(alone.ratio()),
          alone.spread(false));
      Series all =
          Series.of(ROUNDS - 1, () -> capture(draft, model), () -> peer.infer(count, cores));
      row("  the loop on all cores", what, "", figure(all.ratio()), all.spread(false));
      remove(drafts);
      for (; captures > 0; captures--) {
        remove(folder.resolve("captured" + (captures - 1)));
      }
    }
  }

  private void capture(DraftSet draft, Path model) throws IOException {
    Path set = folder.resolve("captured" + captures++);
    try {
      new Capture(GoldenFolder.draft(draft.folder()), model, () -> false, step -> {}).into(set);
    } catch (RefusedException e) {
      throw new IOException(e);
    }
  }

  private static String figure(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }

  private static void row(String measure, String what, String wanted, String found, String spread) {
    System.out.printf("%-32s %-34s %8s %8s  %s%n", measure, what, wanted, found, spread);
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
