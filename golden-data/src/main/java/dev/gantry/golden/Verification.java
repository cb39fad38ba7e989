package dev.gantry.golden;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.array.NonFinite;
import dev.gantry.golden.work.FirstProblems;
import dev.gantry.golden.work.StepCounter;
import dev.gantry.golden.work.Workers;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.OverdueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * LookSchedule at every byte of a set, on all cores; keeps no tensor longer than it takes to look.
 */
public final class Verification {
  private final GoldenFolder set;
  private final VerificationOptions examination;
  private final Workers workers;
  private final Consumer<Progress> progress;
  private final Duration longest;
  private final List<Problem> problems = Collections.synchronizedList(new ArrayList<>());
  private final List<String> remarks = Collections.synchronizedList(new ArrayList<>());
  private final SortedSet<Integer> suspects = new ConcurrentSkipListSet<>();
  private final AtomicLong bytes = new AtomicLong();

  public Verification(
      GoldenFolder set,
      VerificationOptions examination,
      BooleanSupplier cancelled,
      Consumer<Progress> progress) {
    this(set, examination, InferenceLimit.USUAL, cancelled, progress);
  }

  /**
   * @param longest how long a model may take over one sample
   */
  public Verification(
      GoldenFolder set,
      VerificationOptions examination,
      Duration longest,
      BooleanSupplier cancelled,
      Consumer<Progress> progress) {
    this.set = set;
    this.longest = longest;
    this.examination = examination;
    this.workers = Workers.onAllCores(cancelled);
    this.progress = progress;
  }

  public Verification(GoldenFolder set, BooleanSupplier cancelled) {
    this(set, VerificationOptions.USUAL, cancelled, step -> {});
  }

  public VerificationResult verify() throws IOException {
    remarks.addAll(set.remarks());
    files();
    // What a damaged file holds is of no interest, and would only be told twice.
    boolean opening = problems.isEmpty() && opens();
    if (opening) {
      contents();
    }
    OptionalDouble difference = problems.isEmpty() ? model() : OptionalDouble.empty();
    return new VerificationResult(
        told(),
        List.copyOf(remarks),
        set.account().files().size(),
        new ByteCount(bytes.get()),
        opening,
        difference);
  }

  private boolean opens() {
    return switch (examination.depth()) {
      case BYTES -> false;
      case UNLESS_CHECKED -> !set.account().checked();
      case CONTENTS -> true;
    };
  }

  private void files() throws IOException {
    List<String> names = set.account().files();
    GoldenFiles files = new GoldenFiles(set.folder());
    each(
        names.size(),
        "hash the files",
        index -> {
          String name = names.get(index);
          String expected = set.account().digests().get(name);
          if (expected == null) {
            // Hashed when the set was opened: nothing says what it should be.
            bytes.addAndGet(Files.size(set.folder().resolve(name)));
            return;
          }
          GoldenFiles.Found found = files.look(name, expected);
          found.objection().ifPresent(problems::add);
          bytes.addAndGet(found.bytes());
        });
  }

  private void contents() throws IOException {
    each(
        set.set().samples().size(),
        "open the samples",
        sample -> {
          try {
            set.proveInputs(sample);
            set.truth(sample);
            for (Tensor reference : set.references(sample)) {
              if (NonFinite.in(reference).count() > 0) {
                suspects.add(sample);
              }
            }
          } catch (DamagedFileException e) {
            problems.add(e.problem());
          }
        });
  }

  private OptionalDouble model() throws IOException {
    if (examination.again() && !set.hasReferences()) {
      problems.add(
          Problem.in(
              set.folder().toString(),
              "has no references that a model could be held against",
              "capture them: gantry golden capture MODEL --inputs SET --out NEW"));
      return OptionalDouble.empty();
    }
    boolean needed = examination.again() || !suspects.isEmpty();
    Optional<Path> model =
        examination
            .model()
            .or(set::modelBeside)
            .or(() -> needed ? set.modelItCameFrom() : Optional.empty());
    if (model.isEmpty()) {
      suspects.forEach(sample -> problems.addAll(doubts(sample)));
      if (examination.again()) {
        problems.add(
            Problem.in(
                set.folder().toString(),
                "no model stands beside the set, so nothing can be run again",
                "name one with --model"));
      }
      return OptionalDouble.empty();
    }
    try {
      ModelSpecs specs = ModelSpecs.of(model.get(), limit(model.get()));
      for (String misfit : specs.misfits(set.set())) {
        problems.add(
            Problem.in(set.folder().toString(), misfit, "name the model it was captured for"));
      }
      return problems.isEmpty() ? answers(model.get()) : OptionalDouble.empty();
    } catch (RefusedException e) {
      // A model that was named has to be right; one that happens to stand here need not be.
      boolean meant = examination.model().isPresent() || examination.again();
      problems.addAll(meant ? e.problems() : List.of());
      suspects.forEach(sample -> problems.addAll(doubts(sample)));
      return OptionalDouble.empty();
    } catch (OverdueException e) {
      problems.add(e.problem());
      return OptionalDouble.empty();
    }
  }

  private InferenceLimit limit(Path model) {
    return new InferenceLimit(
        model.toString(), longest, InferenceLimit.OPTION, workers.cancelled());
  }

  /** What the model itself says of references that are in doubt, or of all of them. */
  private OptionalDouble answers(Path model) throws IOException, RefusedException {
    boolean all = examination.again() && set.hasReferences();
    if (!all && suspects.isEmpty()) {
      return OptionalDouble.empty();
    }
    List<Integer> samples =
        all
            ? IntStream.range(0, set.set().samples().size()).boxed().toList()
            : List.copyOf(suspects);
    try (ModelRerun rerun = ModelRerun.of(model, set, limit(model))) {
      each(
          samples.size(),
          "run the model again",
          index -> {
            int sample = samples.get(index);
            rerun.sample(sample).ifPresent(problems::add);
            if (suspects.contains(sample)) {
              doubts(sample).forEach(doubt -> remarks.add(doubt.what() + "; so says the model"));
            }
          });
      return all ? OptionalDouble.of(rerun.largestDifference()) : OptionalDouble.empty();
    }
  }

  private List<Problem> doubts(int sample) {
    List<Problem> doubts = new ArrayList<>();
    try {
      for (Tensor reference : set.references(sample)) {
        NonFinite found = NonFinite.in(reference);
        if (found.count() > 0) {
          doubts.add(
              Problem.in(
                  set.folder().toString(),
                  String.format(
                      "the reference of output '%s' in sample '%s' holds %d NaN and %d infinite of"
                          + " %d values, the first at %d: nothing can be held against these",
                      reference.name(),
                      set.set().samples().get(sample).name(),
                      found.nans(),
                      found.infinities(),
                      reference.elements(),
                      found.first().orElse(0)),
                  "capture the references again; --model says whether the model itself gives them"));
        }
      }
    } catch (IOException e) {
      doubts.add(DamagedFileException.of(set.folder(), e).problem());
    }
    return doubts;
  }

  private List<Problem> told() {
    List<Problem> sorted = new ArrayList<>(problems);
    sorted.sort(Comparator.comparing(Problem::toString));
    return FirstProblems.of(set.folder().toString(), sorted);
  }

  private void each(int count, String what, Workers.Task task) throws IOException {
    StepCounter steps = new StepCounter(set.set().name(), what, progress);
    workers.each(
        count,
        index -> {
          task.at(index);
          steps.of(count);
        });
  }
}
