package dev.gantry.golden;

import ai.onnxruntime.OrtException;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.array.TensorDifference;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import dev.gantry.inference.OverdueException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.DoubleAccumulator;

/** The model run once more on samples of a set, to see whether it still gives the references. */
final class ModelRerun implements AutoCloseable {
  /** Float32 of another release of the runtime on another kind of processor: 2.1e-5 was seen. */
  static final double ALLOWED = 1e-4;

  private final LoadedEngine engine;
  private final GoldenFolder set;
  private final DoubleAccumulator largest = new DoubleAccumulator(Math::max, 0);

  private ModelRerun(LoadedEngine engine, GoldenFolder set) {
    this.engine = engine;
    this.set = set;
  }

  static ModelRerun of(Path model, GoldenFolder set, InferenceLimit limit) throws RefusedException {
    try {
      return new ModelRerun(LoadedEngine.exact(model, 1, limit), set);
    } catch (OrtException | IllegalArgumentException e) {
      throw new RefusedException(
          Problem.in(
              model.toString(),
              "ONNX Runtime cannot load it: " + String.valueOf(e.getMessage()).strip(),
              "look at it with 'gantry inspect'"));
    }
  }

  Optional<Problem> sample(int sample) throws IOException {
    String name = set.set().samples().get(sample).name();
    try {
      List<Tensor> got = engine.run(set.inputs(sample));
      for (Tensor reference : set.references(sample)) {
        Optional<String> objection = objection(reference, got);
        if (objection.isPresent()) {
          return problem(name, objection.get());
        }
      }
      return Optional.empty();
    } catch (OverdueException e) {
      throw e.on(name);
    } catch (OrtException | IllegalArgumentException e) {
      return problem(name, "the model cannot run: " + String.valueOf(e.getMessage()).strip());
    }
  }

  private Optional<String> objection(Tensor reference, List<Tensor> got) {
    Optional<Tensor> answer =
        got.stream().filter(tensor -> tensor.name().equals(reference.name())).findFirst();
    if (answer.isEmpty() || !answer.get().spec().equals(reference.spec())) {
      return Optional.of(
          "the model gives "
              + answer.map(tensor -> tensor.spec().toString()).orElse("nothing")
              + ", the reference is "
              + reference.spec());
    }
    TensorDifference difference = TensorDifference.of(reference, answer.get());
    largest.accumulate(difference.share());
    if (difference.share() <= ALLOWED) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "output '%s' differs from its reference by %.3g of its largest value, first at element"
                + " %d",
            reference.name(),
            difference.share(),
            difference.first()));
  }

  double largestDifference() {
    return largest.get();
  }

  private Optional<Problem> problem(String sample, String what) {
    return Optional.of(
        Problem.in(
            set.folder().toString(),
            "sample '" + sample + "': " + what,
            "capture the references again, from the model that they are for"));
  }

  @Override
  public void close() throws IOException {
    try {
      engine.close();
    } catch (OrtException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
