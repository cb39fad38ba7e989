package dev.gantry.golden.make;

import dev.gantry.files.FileDigest;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.manifest.CheckedLine;
import dev.gantry.golden.manifest.GoldenManifest;
import dev.gantry.golden.manifest.GoldenManifest.Output;
import dev.gantry.golden.manifest.GoldenManifest.SampleEntry;
import dev.gantry.golden.manifest.ManifestText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A set in the making: what its manifest will say, and the digests of what is there already. */
final class NewSet {
  private final GoldenFolder from;
  private final Path folder;
  private final SetCopy.Copied copied;
  private final SortedMap<String, String> digests;
  private List<SampleEntry> samples;
  private Map<String, Output> outputs;

  NewSet(GoldenFolder from, Path folder, SetCopy.Copied copied) {
    this.from = from;
    this.folder = folder;
    this.copied = copied;
    this.digests = new TreeMap<>(copied.digests());
    this.samples = copied.samples();
    this.outputs = copied.outputs();
  }

  void keep(ReferenceWriter references) {
    samples = references.samples();
    outputs = references.outputs();
    digests.putAll(references.digests());
  }

  /** To be said once every sample was opened, and of the manifest as it is then. */
  static void checked(Path folder) throws IOException {
    CheckedLine.append(folder.resolve(GoldenManifest.FILE));
  }

  /** The manifest last: it vouches for all the rest. */
  void write(Map<String, String> provenance) throws IOException {
    Optional<GoldenManifest> old = from.account().manifest();
    GoldenManifest manifest =
        new GoldenManifest(
            GoldenManifest.SCHEMA,
            from.set().name(),
            old.map(GoldenManifest::version).orElse("1"),
            old.flatMap(GoldenManifest::task),
            old.flatMap(GoldenManifest::classes),
            copied.inputs(),
            outputs,
            old.flatMap(GoldenManifest::decoding),
            provenance.isEmpty() ? Optional.empty() : Optional.of(provenance),
            List.of(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty());
    if (ManifestText.indexed(samples, digests)) {
      ManifestText.writeSamples(folder, samples);
      digests.put(
          ManifestText.SAMPLE_INDEX,
          FileDigest.of(folder.resolve(ManifestText.SAMPLE_INDEX)).toString());
    }
    new ManifestText(manifest)
        .write(folder, samples, digests, file -> FileDigest.of(file).toString());
  }
}
