package dev.gantry.golden;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.golden.manifest.GoldenManifest;
import dev.gantry.golden.manifest.GoldenManifest.SampleEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** The names, labels and slices of a set's samples. */
final class SampleCheck {
  private final GoldenManifest manifest;
  private final Set<String> classes;
  private final BiConsumer<String, String> tell;

  /**
   * @param tell takes what is wrong and what to do
   */
  SampleCheck(GoldenManifest manifest, BiConsumer<String, String> tell) {
    this.manifest = manifest;
    this.classes = new HashSet<>(manifest.classes().orElse(List.of()));
    this.tell = tell;
  }

  List<GoldenSet.Sample> samples(List<SampleEntry> entries) {
    Set<String> names = new HashSet<>();
    List<GoldenSet.Sample> samples = new ArrayList<>();
    for (SampleEntry entry : entries) {
      if (!names.add(entry.name())) {
        tell.accept("two samples are named '" + entry.name() + "'", "give each its own name");
      }
      label(entry);
      slices(entry);
      samples.add(
          new GoldenSet.Sample(entry.name(), entry.label(), entry.slices().orElse(List.of())));
    }
    return samples;
  }

  private void label(SampleEntry entry) {
    entry
        .label()
        .ifPresent(
            label -> {
              known(entry, label);
              boolean used =
                  manifest
                      .decoding()
                      .map(written -> written.decoding() instanceof Decoding.Classes)
                      .orElse(true);
              if (!used) {
                tell.accept(
                    "sample '" + entry.name() + "' has a label, which this decoding does not use",
                    "label boxes or a mask, or decode classes");
              }
            });
    entry
        .boxes()
        .ifPresent(
            boxes -> {
              boxes.forEach(box -> known(entry, box.kind()));
              boxes.forEach(box -> foreground(entry, box.kind()));
              require(entry, "boxes", Decoding.Boxes.class);
            });
    entry.mask().ifPresent(mask -> require(entry, "a mask", Decoding.ClassMap.class));
  }

  private void foreground(SampleEntry entry, String kind) {
    boolean background =
        manifest
            .decoding()
            .filter(written -> written.background().equals(Optional.of(kind)))
            .isPresent();
    if (background) {
      tell.accept(
          "sample '" + entry.name() + "' has a box of the background '" + kind + "'",
          "label things; the background is where there are none");
    }
  }

  private void known(SampleEntry entry, String label) {
    if (manifest.decoding().isPresent() && classes.isEmpty() && !label.matches("[0-9]{1,9}")) {
      tell.accept(
          "sample '" + entry.name() + "' is labelled '" + label + "', and the set has no classes",
          "name the classes in the order of the model's output, or label by index");
    }
    if (!classes.isEmpty() && !classes.contains(label)) {
      tell.accept(
          "sample '" + entry.name() + "' is labelled '" + label + "'",
          "labels are classes of the set: " + manifest.classes().orElse(List.of()));
    }
  }

  /** Labels that no answer could be held against would never be used, and nobody would notice. */
  private void require(SampleEntry entry, String what, Class<? extends Decoding> kind) {
    Optional<Decoding> decoding = manifest.decoding().map(written -> written.decoding());
    if (decoding.isPresent() && !kind.isInstance(decoding.get())) {
      tell.accept(
          "sample '" + entry.name() + "' has " + what + ", and the decoding gives something else",
          "correct the kind of the decoding, or remove them");
    } else if (decoding.isEmpty() || classes.isEmpty()) {
      tell.accept(
          "sample '" + entry.name() + "' has " + what + ", but the set has no classes or decoding",
          "name the classes, and say in decoding how outputs become answers");
    }
  }

  private void slices(SampleEntry entry) {
    for (String slice : entry.slices().orElse(List.of())) {
      if (slice.isBlank() || slice.contains("/")) {
        tell.accept(
            "slice '" + slice + "' of sample '" + entry.name() + "' cannot stand in a finding's id",
            "name slices without '/'");
      }
    }
  }
}
