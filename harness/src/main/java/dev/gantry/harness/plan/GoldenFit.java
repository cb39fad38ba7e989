package dev.gantry.harness.plan;

import ai.onnxruntime.OrtException;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.TensorSpec;
import dev.gantry.runner.LoadedEngine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a golden set feeds what a model takes, and holds references for what it gives. */
record GoldenFit(OnnxModel model, GoldenSet set) {

  /** In words, what does not fit; a model that the runtime cannot load fits nothing. */
  Optional<String> misfit() {
    try (LoadedEngine engine = LoadedEngine.asBuilt(model.file(), 1)) {
      return misfit("inputs", engine.inputs(), set.inputs())
          .or(() -> misfit("outputs", engine.outputs(), set.outputs()));
    } catch (OrtException | IllegalArgumentException e) {
      return Optional.of(
          "ONNX Runtime cannot load "
              + model.file()
              + ": "
              + String.valueOf(e.getMessage()).strip());
    }
  }

  private Optional<String> misfit(String what, List<TensorSpec> declared, List<TensorSpec> given) {
    boolean fits =
        declared.size() == given.size()
            && declared.stream()
                .allMatch(
                    wanted ->
                        given.stream()
                            .anyMatch(
                                spec -> spec.name().equals(wanted.name()) && spec.fits(wanted)));
    return fits
        ? Optional.empty()
        : Optional.of(
            "golden set "
                + set.name()
                + " does not fit the model: its "
                + what
                + " are "
                + words(given)
                + ", the model's are "
                + words(declared));
  }

  private static String words(List<TensorSpec> specs) {
    return specs.stream().map(TensorSpec::toString).collect(Collectors.joining(", "));
  }
}
