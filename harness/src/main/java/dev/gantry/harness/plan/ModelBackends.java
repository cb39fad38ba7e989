package dev.gantry.harness.plan;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Dialect;
import dev.gantry.harness.files.RackFile;
import dev.gantry.harness.files.RackFile.KindEntry;
import dev.gantry.harness.files.ReleaseFile.ModelEntry;
import dev.gantry.settings.shape.PartialRecord;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the backends that the models of a release meet on the boards of a rack. */
record ModelBackends(PartialRecord<RackFile> rack) {
  /** Of all kinds of board that a model ships to. */
  Set<Backend> of(PartialRecord<ModelEntry> model) {
    Map<String, PartialRecord<KindEntry>> kinds = rack.named(RackFile::kinds);
    Set<Backend> backends = EnumSet.noneOf(Backend.class);
    for (String kind : model.items(ModelEntry::boards).values()) {
      Optional.ofNullable(kinds.get(kind))
          .flatMap(entry -> entry.value(KindEntry::backend))
          .ifPresent(backends::add);
    }
    return backends;
  }

  Set<Dialect> dialects(PartialRecord<ModelEntry> model) {
    Set<Dialect> dialects = EnumSet.noneOf(Dialect.class);
    for (Backend backend : of(model)) {
      dialects.add(backend == Backend.ONNXRUNTIME ? Dialect.ONNXRUNTIME : Dialect.TENSORRT);
    }
    return dialects;
  }
}
