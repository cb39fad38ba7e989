package dev.gantry.harness.plan;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Dialect;
import dev.gantry.settings.Document;
import dev.gantry.settings.Node;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** Which backends the models of a release meet, by what was written in both files. */
record BackendsOf(Document release, Document rack) {
  /** Of all kinds of board that a model ships to. */
  Set<Backend> model(int index) {
    Set<Backend> backends = EnumSet.noneOf(Backend.class);
    if (release.at("models", index, "boards").orElse(null) instanceof Node.Sequence kinds) {
      for (int kind = 0; kind < kinds.items().size(); kind++) {
        String name = release.text("models", index, "boards", kind).orElse("");
        String written = rack.text("kinds", name, "backend").orElse("");
        Stream.of(Backend.values())
            .filter(backend -> backend.toString().equals(written))
            .forEach(backends::add);
      }
    }
    return backends;
  }

  Set<Dialect> dialects(int index) {
    Set<Dialect> dialects = EnumSet.noneOf(Dialect.class);
    for (Backend backend : model(index)) {
      dialects.add(backend == Backend.ONNXRUNTIME ? Dialect.ONNXRUNTIME : Dialect.TENSORRT);
    }
    return dialects;
  }
}
