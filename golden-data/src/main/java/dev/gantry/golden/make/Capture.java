package dev.gantry.golden.make;

import ai.onnxruntime.OrtException;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.files.AtomicFolder;
import dev.gantry.files.FileDigest;
import dev.gantry.golden.DamagedFileException;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.InOrder;
import dev.gantry.golden.ModelSpecs;
import dev.gantry.golden.array.NonFinite;
import dev.gantry.golden.manifest.GoldenManifest;
import dev.gantry.golden.task.DecodingFit;
import dev.gantry.golden.task.PictureSize;
import dev.gantry.golden.work.StepCounter;
import dev.gantry.golden.work.Workers;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import dev.gantry.inference.OrtProcess;
import dev.gantry.inference.OverdueException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Makes a golden set: runs a model on the inputs of a draft or of another set, and keeps what it
 * gives as references. Each inference has one thread and the batch that its inputs have, so that
 * another run gives the same; several samples are run at once.
 */
public final class Capture {
  private static final int AHEAD = 4;

  private final GoldenFolder from;
  private final Path model;
  private final InferenceLimit limit;
  private final Workers workers;
  private final Consumer<Progress> progress;

  public Capture(
      GoldenFolder from, Path model, BooleanSupplier cancelled, Consumer<Progress> progress) {
    this(from, model, InferenceLimit.USUAL, cancelled, progress);
  }

  /**
   * @param longest how long the model may take over one sample
   */
  public Capture(
      GoldenFolder from,
      Path model,
      Duration longest,
      BooleanSupplier cancelled,
      Consumer<Progress> progress) {
    this.from = from;
    this.model = model;
    this.limit = new InferenceLimit(model.toString(), longest, InferenceLimit.OPTION, cancelled);
    this.workers = Workers.onAllCores(cancelled);
    this.progress = progress;
  }

  /** The new set, which is there whole or not at all. */
  public GoldenFolder into(Path folder) throws RefusedException, IOException {
    ModelSpecs specs = ModelSpecs.of(model, limit);
    requireFit(specs);
    requireDecoding(specs);
    try (AtomicFolder fresh = AtomicFolder.at(folder)) {
      SetCopy.Copied copied = new SetCopy(from, fresh.path(), false).copy(workers, copying());
      NewSet set = new NewSet(from, fresh.path(), copied);
      try (LoadedEngine engine = LoadedEngine.exact(model, 1, limit);
          ReferenceWriter references = ReferenceWriter.in(fresh.path(), specs, copied.samples())) {
        run(engine, references);
        references.finish(workers);
        set.keep(references);
      } catch (OrtException e) {
        throw refused("ONNX Runtime cannot run it: " + String.valueOf(e.getMessage()).strip());
      }
      set.write(provenance());
      requireSound(fresh.path());
      NewSet.checked(fresh.path());
      fresh.place();
    } catch (DamagedFileException e) {
      throw new RefusedException(e.problem());
    } catch (OverdueException e) {
      throw new RefusedException(e.problem());
    }
    return GoldenFolder.look(folder);
  }

  /** Outputs are written in order, and no more of them wait than must. */
  private void run(LoadedEngine engine, ReferenceWriter references)
      throws IOException, RefusedException {
    int samples = from.set().samples().size();
    StepCounter running = new StepCounter(from.set().name(), "run the model", progress);
    List<Problem> problems = new CopyOnWriteArrayList<>();
    AtomicInteger end = new AtomicInteger(samples);
    InOrder<List<Tensor>> written = new InOrder<>(AHEAD * workers.threads(), references::add);
    workers.each(
        samples,
        sample -> {
          // A few more behind the first that fails: that tells one bad input from a bad model.
          if (sample >= end.get()) {
            return;
          }
          try {
            Optional<List<Tensor>> answer = answer(engine, sample, problems);
            if (problems.isEmpty()) {
              written.give(sample, answer.orElseThrow());
            } else {
              end.accumulateAndGet(sample + AHEAD * workers.threads(), Math::min);
              written.stop();
            }
          } catch (IOException | RuntimeException | Error e) {
            written.stop();
            throw e;
          }
          running.of(samples);
        });
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  private Optional<List<Tensor>> answer(LoadedEngine engine, int sample, List<Problem> problems)
      throws IOException {
    String name = from.set().samples().get(sample).name();
    try {
      List<Tensor> answer = engine.run(from.inputs(sample));
      for (Tensor output : answer) {
        NonFinite found = NonFinite.in(output);
        if (found.count() > 0) {
          problems.add(
              Problem.in(
                  model.toString(),
                  String.format(
                      "gives %d NaN and %d infinite values in output '%s' for sample '%s'",
                      found.nans(), found.infinities(), output.name(), name),
                  "no engine can be held against these: mend the model, or leave the sample out"));
        }
      }
      return Optional.of(answer);
    } catch (OverdueException e) {
      throw e.on(name);
    } catch (OrtException | IllegalArgumentException e) {
      problems.add(
          Problem.in(
              model.toString(),
              "cannot run sample '" + name + "': " + String.valueOf(e.getMessage()).strip(),
              "look at the inputs with 'gantry golden show'"));
      return Optional.empty();
    }
  }

  private void requireFit(ModelSpecs specs) throws RefusedException {
    List<Problem> misfits =
        specs.inputMisfit(from.set()).stream()
            .map(
                words ->
                    Problem.in(from.folder().toString(), words, "feed the model what it takes"))
            .toList();
    if (!misfits.isEmpty()) {
      throw new RefusedException(misfits);
    }
  }

  /** What only shows once the outputs are known: a decoding or a mask that does not fit them. */
  private void requireSound(Path made) throws RefusedException, IOException {
    try {
      GoldenFolder set = GoldenFolder.look(made);
      workers.each(set.set().samples().size(), set::truth);
    } catch (DamagedFileException e) {
      throw new RefusedException(SetImport.told(List.of(e.problem()), made, from.folder()));
    } catch (RefusedException e) {
      throw new RefusedException(SetImport.told(e.problems(), made, from.folder()));
    }
  }

  /** Told before the model has run for an hour. */
  private void requireDecoding(ModelSpecs specs) throws RefusedException {
    boolean fixed =
        specs.outputs().stream()
            .allMatch(output -> output.shape().stream().allMatch(extent -> extent >= 0));
    GoldenSet set = from.set();
    if (!fixed || set.decoding().isEmpty()) {
      return;
    }
    List<Problem> misfits =
        DecodingFit.misfits(
                set.decoding().get(), set.classes(), specs.outputs(), PictureSize.of(set.inputs()))
            .stream()
            .map(misfit -> Problem.in(manifest(), misfit.what(), misfit.remedy()))
            .toList();
    if (!misfits.isEmpty()) {
      throw new RefusedException(misfits);
    }
  }

  private String manifest() {
    return from.folder().resolve(GoldenManifest.FILE).toString();
  }

  private Map<String, String> provenance() throws IOException {
    Map<String, String> provenance = new TreeMap<>(from.provenance());
    provenance.put("model", FileDigest.of(model).toString());
    provenance.put(
        "runtime",
        "onnxruntime "
            + OrtProcess.version()
            + " CPU, all optimisations, whole numbers in full, 1 thread an inference");
    provenance.put("cpu", ProcessorName.name());
    if (from.account().manifest().map(GoldenManifest::inputs).isEmpty()) {
      provenance.put("inputs", "from a set in the layout of ONNX tests");
    }
    return provenance;
  }

  private RefusedException refused(String what) {
    return new RefusedException(
        Problem.in(model.toString(), what, "look at it with 'gantry inspect'"));
  }

  private SetCopy.Done copying() {
    return new StepCounter(from.set().name(), "copy the inputs", progress)::of;
  }
}
