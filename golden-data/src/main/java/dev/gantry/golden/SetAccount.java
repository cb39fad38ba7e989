package dev.gantry.golden;

import dev.gantry.golden.manifest.GoldenManifest;
import dev.gantry.golden.manifest.GoldenManifest.SampleEntry;
import dev.gantry.golden.manifest.ManifestReading;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds what is known of a set beside its tensors.
 *
 * @param manifest what a set in our own form says of itself
 * @param digests what its files must be, by path; empty where only the files themselves say
 * @param files all files of the set, by path
 * @param entries the samples as written, empty where none are
 * @param model the model that stands beside the set
 * @param checked whether every sample was opened when the set was made, and nothing changed since
 * @param remarks what someone should know who trusts the set
 */
public record SetAccount(
    Optional<GoldenManifest> manifest,
    Map<String, String> provenance,
    SortedMap<String, String> digests,
    List<String> files,
    List<SampleEntry> entries,
    Optional<Path> model,
    boolean checked,
    List<String> remarks) {
  public SetAccount {
    provenance = Map.copyOf(provenance);
    digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    files = List.copyOf(files);
    entries = List.copyOf(entries);
    remarks = List.copyOf(remarks);
  }

  static SetAccount of(ManifestReading reading) {
    return new SetAccount(
        Optional.of(reading.manifest()),
        reading.manifest().provenance().orElse(Map.of()),
        reading.files(),
        List.copyOf(reading.files().keySet()),
        reading.samples(),
        Optional.empty(),
        reading.checked(),
        List.of());
  }
}
