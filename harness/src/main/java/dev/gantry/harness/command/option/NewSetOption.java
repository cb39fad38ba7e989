package dev.gantry.harness.command.option;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.manifest.GoldenManifest.SampleEntry;
import dev.gantry.harness.terminal.Console;
import dev.gantry.json.JsonWriter;
import java.nio.file.Path;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** Reads from {@code --out} where a new golden set goes, and tells what was made there. */
public final class NewSetOption {
  @Option(
      names = "--out",
      paramLabel = "SET",
      required = true,
      description = "a new folder for the set")
  private Path folder = Path.of("set");

  public Path folder() {
    return folder;
  }

  public void tell(Console console, CommonOptions common, GoldenFolder made) {
    GoldenSet set = made.set();
    if (common.json()) {
      ObjectNode node = JsonWriter.object();
      node.put("path", folder.toString()).put("name", set.name()).put("version", set.version());
      node.put("digest", set.digest().toString()).put("samples", set.samples().size());
      console.result(JsonWriter.page(node));
      return;
    }
    console.result(
        "made "
            + folder
            + ": "
            + set.name()
            + " version "
            + set.version()
            + ", "
            + samples(made)
            + ", "
            + set.digest());
  }

  /** With how many of them are labelled: a folder that was misspelt shows here first. */
  private static String samples(GoldenFolder made) {
    int samples = made.set().samples().size();
    long labelled =
        IntStream.range(0, samples)
            .filter(sample -> made.labels(sample).filter(SampleEntry::labelled).isPresent())
            .count();
    return samples + (samples == 1 ? " sample, " : " samples, ") + labelled + " labelled";
  }
}
