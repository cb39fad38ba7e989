package dev.gantry.harness.plan;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.harness.files.ExpectedStateEntry;
import dev.gantry.harness.files.RackFile;
import dev.gantry.harness.files.TensorrtEntry;
import dev.gantry.targets.trtexec.JetPacks;
import dev.gantry.targets.trtexec.TrtexecVersion;
import java.util.Optional;

/** Tells which TensorRT a kind of board has, by what the rack file says: a plan asks no board. */
record TensorrtOfKind(RackFile.KindEntry entry) {
  /** Empty for a backend without, and where nobody can tell. */
  Optional<TensorrtSetup> setup() {
    if (entry.backend() == Backend.ONNXRUNTIME) {
      return Optional.empty();
    }
    TensorrtEntry written = entry.tensorrt().orElse(TensorrtEntry.NOTHING);
    return written.version().or(this::ofJetPack).map(written::setup);
  }

  private Optional<String> ofJetPack() {
    return entry.expect().flatMap(ExpectedStateEntry::jetpack).flatMap(TensorrtOfKind::ofJetPack);
  }

  static Optional<String> ofJetPack(String jetpack) {
    return JetPacks.tensorrt(jetpack).map(TensorrtOfKind::release);
  }

  /** Patches of one release differ between JetPacks that people call by one name. */
  private static String release(TrtexecVersion version) {
    return version.major() + "." + version.minor();
  }
}
