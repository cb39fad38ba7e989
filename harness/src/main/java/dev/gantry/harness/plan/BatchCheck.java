package dev.gantry.harness.plan;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.ModelSpecs;
import dev.gantry.settings.tree.SettingsDocument;
import java.util.List;

/** Checks that a model takes as many samples at once as its throughput is measured with. */
record BatchCheck(SettingsDocument release, int model, ModelSpecs specs) {
  List<Problem> problems() {
    return release
        .text("models", model, "throughput", "batch")
        .filter(batch -> batch.matches("[0-9]{1,5}") && Integer.parseInt(batch) > 1)
        .map(this::problems)
        .orElse(List.of());
  }

  private List<Problem> problems(String batch) {
    return specs.inputs().stream()
        .filter(input -> input.shape().isEmpty() || input.shape().get(0) >= 0)
        .map(input -> problem(batch, input))
        .toList();
  }

  private Problem problem(String batch, TensorSpec input) {
    return release.problem(
        "the model takes " + input + ", so it cannot take " + batch + " samples at once",
        "leave batch out, or export the model with a first dimension that is open",
        "models",
        model,
        "throughput",
        "batch");
  }
}
