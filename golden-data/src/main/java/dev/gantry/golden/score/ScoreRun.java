package dev.gantry.golden.score;

import ai.onnxruntime.OrtException;
import dev.gantry.dossier.Decoding.Boxes;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.ModelSpecs;
import dev.gantry.golden.task.TaskAnswer;
import dev.gantry.golden.work.StepCounter;
import dev.gantry.golden.work.Workers;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import dev.gantry.inference.OverdueException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Scores a set from the references it keeps, and from a model that is run on it now. */
public final class ScoreRun {
  private final GoldenFolder set;
  private final ScoreOptions options;
  private final TaskMetric metric;
  private final Workers workers;
  private final Consumer<Progress> progress;
  private final BooleanSupplier cancelled;

  public ScoreRun(GoldenFolder set, BooleanSupplier cancelled, Consumer<Progress> progress)
      throws RefusedException {
    this(set, ScoreOptions.USUAL, cancelled, progress);
  }

  public ScoreRun(
      GoldenFolder set,
      ScoreOptions options,
      BooleanSupplier cancelled,
      Consumer<Progress> progress)
      throws RefusedException {
    this.set = set;
    this.options = options;
    this.cancelled = cancelled;
    this.metric = ScoreTally.of(set, options.metric()).metric();
    if (options.coco().isPresent() && !(set.set().decoding().orElseThrow() instanceof Boxes)) {
      throw new RefusedException(
          Problem.in(
              set.folder().toString(),
              "has no boxes, so there is nothing to write for COCO's tools",
              "leave --coco out"));
    }
    this.workers = Workers.onAllCores(cancelled);
    this.progress = progress;
  }

  public ScoreTable references() throws RefusedException, IOException {
    if (!set.hasReferences()) {
      throw new RefusedException(
          Problem.in(
              set.folder().toString(),
              "keeps no reference outputs",
              "name a model to be run now with --model"));
    }
    return ScoreTable.of(set.set(), metric, Optional.of(stored()), Optional.empty());
  }

  /** Both beside each other; the references are left out where the set has none. */
  public ScoreTable against(Path model) throws RefusedException, IOException {
    InferenceLimit limit =
        new InferenceLimit(model.toString(), options.longest(), InferenceLimit.OPTION, cancelled);
    List<String> misfits = ModelSpecs.of(model, limit).misfits(set.set());
    if (!misfits.isEmpty()) {
      throw new RefusedException(
          misfits.stream()
              .map(misfit -> Problem.in(model.toString(), misfit, "name a model of the same task"))
              .toList());
    }
    Optional<SetScores> references = set.hasReferences() ? Optional.of(stored()) : Optional.empty();
    return ScoreTable.of(set.set(), metric, references, Optional.of(run(model, limit)));
  }

  private SetScores stored() throws RefusedException, IOException {
    return scored("score the references", "reference", set::references);
  }

  private SetScores run(Path model, InferenceLimit limit) throws RefusedException, IOException {
    // The first failure stops the others; it is no fault of a file, so no IOException fits it.
    Queue<Problem> failed = new ConcurrentLinkedQueue<>();
    try (LoadedEngine engine = LoadedEngine.exact(model, 1, limit)) {
      return scored(
          "run the model",
          "model",
          sample -> {
            try {
              return fitting(engine.run(set.inputs(sample)));
            } catch (OverdueException e) {
              throw e.on(set.set().samples().get(sample).name());
            } catch (OrtException | IllegalArgumentException e) {
              String name = set.set().samples().get(sample).name();
              String what =
                  "cannot be scored on sample '" + name + "': " + String.valueOf(e.getMessage());
              failed.add(Problem.in(model.toString(), what.strip(), "look at it: gantry inspect"));
              throw new IOException(what, e);
            }
          });
    } catch (OrtException e) {
      throw new RefusedException(
          Problem.in(
              model.toString(),
              "ONNX Runtime cannot load it: " + String.valueOf(e.getMessage()).strip(),
              "look at it with 'gantry inspect'"));
    } catch (OverdueException e) {
      throw new RefusedException(e.problem());
    } catch (IOException e) {
      if (!failed.isEmpty()) {
        throw new RefusedException(failed.remove());
      }
      throw e;
    }
  }

  /** A model that leaves a shape open may still give another one than the labels are for. */
  private List<Tensor> fitting(List<Tensor> outputs) {
    for (TensorSpec declared : set.set().outputs()) {
      boolean given = outputs.stream().anyMatch(o -> sameName(o, declared) && fits(o, declared));
      if (!given) {
        throw new IllegalArgumentException("the model does not give " + declared);
      }
    }
    return outputs;
  }

  private static boolean sameName(Tensor output, TensorSpec declared) {
    return output.name().equals(declared.name());
  }

  private static boolean fits(Tensor output, TensorSpec declared) {
    return output.spec().fits(declared);
  }

  private interface Source {
    List<Tensor> at(int sample) throws IOException;
  }

  private SetScores scored(String what, String whose, Source outputs)
      throws RefusedException, IOException {
    ScoreTally tally = ScoreTally.of(set, Optional.of(metric));
    int count = set.set().samples().size();
    AtomicReferenceArray<TaskAnswer> answers = new AtomicReferenceArray<>(count);
    StepCounter steps = new StepCounter(set.set().name(), what, progress);
    workers.each(
        count,
        sample -> {
          TaskAnswer answer = tally.read(outputs.at(sample));
          tally.add(sample, answer);
          if (options.coco().isPresent()) {
            answers.set(sample, answer);
          }
          steps.of(count);
        });
    if (options.coco().isPresent()) {
      Path folder = options.coco().get();
      CocoFiles coco = new CocoFiles(set);
      coco.writeLabels(folder.resolve("labels.json"));
      coco.writeDetections(answers, folder.resolve(whose + ".json"));
    }
    return tally.scores();
  }
}
