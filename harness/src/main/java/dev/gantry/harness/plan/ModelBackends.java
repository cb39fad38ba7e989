package dev.gantry.harness.plan;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Dialect;
import dev.gantry.settings.tree.SettingsDocument;
import dev.gantry.settings.tree.SettingsNode;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the backends that the models of a release meet, by the text of its release and rack files.
 */
record ModelBackends(SettingsDocument release, SettingsDocument rack) {
  /** Of all kinds of board that a model ships to. */
  Set<Backend> model(int index) {
    Set<Backend> backends = EnumSet.noneOf(Backend.class);
    if (release.at("models", index, "boards").orElse(null) instanceof SettingsNode.Sequence kinds) {
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
