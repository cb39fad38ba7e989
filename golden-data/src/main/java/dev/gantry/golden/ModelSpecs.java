package dev.gantry.golden;

import ai.onnxruntime.OrtException;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import dev.gantry.inference.OverdueException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lists the inputs and outputs of a model, as ONNX Runtime understands them. */
public record ModelSpecs(Path model, List<TensorSpec> inputs, List<TensorSpec> outputs) {
  public ModelSpecs {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  public static ModelSpecs of(Path model) throws RefusedException {
    return of(model, InferenceLimit.usual(model.toString()));
  }

  /** The same with so much time for it to be loaded. */
  public static ModelSpecs of(Path model, InferenceLimit limit) throws RefusedException {
    if (!Files.isRegularFile(model)) {
      throw new RefusedException(
          Problem.in(model.toString(), "there is no such file", "name an ONNX model"));
    }
    try (LoadedEngine engine = LoadedEngine.asBuilt(model, 1, limit)) {
      return new ModelSpecs(model, engine.inputs(), engine.outputs());
    } catch (OrtException | IllegalArgumentException e) {
      throw new RefusedException(
          Problem.in(
              model.toString(),
              "ONNX Runtime cannot load it: " + String.valueOf(e.getMessage()).strip(),
              "look at it with 'gantry inspect'"));
    } catch (OverdueException e) {
      throw new RefusedException(e.problem());
    }
  }

  /** In words, why a set does not feed this model, or holds references for something else. */
  public List<String> misfits(GoldenSet set) {
    List<String> misfits = new ArrayList<>();
    inputMisfit(set).ifPresent(misfits::add);
    if (!set.outputs().isEmpty()) {
      misfit(set, "outputs", outputs, set.outputs()).ifPresent(misfits::add);
    }
    return misfits;
  }

  /** The same of what a model is fed alone. */
  public Optional<String> inputMisfit(GoldenSet set) {
    return misfit(set, "inputs", inputs, set.inputs());
  }

  private static Optional<String> misfit(
      GoldenSet set, String what, List<TensorSpec> declared, List<TensorSpec> given) {
    boolean fits =
        declared.size() == given.size()
            && declared.stream()
                .allMatch(wanted -> given.stream().anyMatch(spec -> fits(spec, wanted)));
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

  private static boolean fits(TensorSpec spec, TensorSpec wanted) {
    if (!spec.name().equals(wanted.name()) || spec.type() != wanted.type()) {
      return false;
    }
    // A model that declares no shape declares an empty one, like that of a single number.
    if (wanted.shape().isEmpty()) {
      return true;
    }
    return spec.shape().size() == wanted.shape().size()
        && IntStream.range(0, wanted.shape().size())
            .allMatch(axis -> fits(spec.shape().get(axis), wanted.shape().get(axis)));
  }

  /** An extent that differs between samples is only known when they are run. */
  private static boolean fits(long extent, long wanted) {
    return wanted < 0 || extent < 0 || extent == wanted;
  }

  private static String words(List<TensorSpec> specs) {
    return specs.stream().map(TensorSpec::toString).collect(Collectors.joining(", "));
  }
}
