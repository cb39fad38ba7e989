package dev.gantry.runner;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.RefusedException;
import dev.gantry.files.AtomicFile;
import dev.gantry.files.FileDigest;
import dev.gantry.runner.wire.RunnerLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Takes the lines and the files that a run leaves; a file is there whole or not at all. */
public final class RunOutput {
  private final Path folder;
  private final Consumer<RunnerLine> lines;

  public RunOutput(Path folder, Consumer<RunnerLine> lines) {
    this.folder = folder;
    this.lines = lines;
  }

  /** Fills a file. */
  public interface Filling {
    void fill(Path file) throws IOException, BackendException, RefusedException;
  }

  public void say(RunnerLine line) {
    lines.accept(line);
  }

  public void fact(String key, Object value) {
    lines.accept(new RunnerLine.Fact(key, String.valueOf(value)));
  }

  public Path at(String path) {
    return folder.resolve(path);
  }

  public Path part(String path) {
    return AtomicFile.part(at(path));
  }

  /** The same path may be written again: the newer takes the older's place. */
  public RunnerLine.Wrote file(String path, Filling filling)
      throws IOException, BackendException, RefusedException {
    Path part = part(path);
    filling.fill(part);
    publish(path);
    FileDigest.Counted counted = FileDigest.counted(at(path));
    return new RunnerLine.Wrote(name(path), counted.digest(), new ByteCount(counted.bytes()));
  }

  /** What stands on the disk under a part's name gets its own, and keeps it over a power cut. */
  public void publish(String path) throws IOException {
    AtomicFile.publish(part(path), at(path));
  }

  static String name(String path) {
    return String.valueOf(Path.of(path).getFileName());
  }
}
