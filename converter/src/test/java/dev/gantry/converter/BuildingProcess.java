package dev.gantry.converter;

import dev.gantry.converter.canonical.CanonicalEngine;
import dev.gantry.dossier.Digest;
import dev.gantry.inference.LoadedEngine;
import java.nio.file.Files;
import java.nio.file.Path;

/** Builds engines as a board and its host do, in a process of their own, and tells what came. */
public final class BuildingProcess {
  private BuildingProcess() {}

  /** A folder for what is built, then the variants. */
  public static void main(String[] words) throws Exception {
    Path engine = Path.of(words[0]).resolve("engine.onnx");
    for (int at = 1; at < words.length; at++) {
      System.out.println(digest(Path.of(words[at]), engine) + " " + words[at]);
    }
  }

  private static String digest(Path variant, Path engine) throws Exception {
    try {
      LoadedEngine.build(variant, engine, 2);
    } catch (ai.onnxruntime.OrtException e) {
      return "refused";
    }
    try {
      return Digest.of(CanonicalEngine.of(engine, variant).orElseThrow()).toString();
    } finally {
      Files.delete(engine);
    }
  }
}
