package dev.gantry.golden.sheet;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.quality.SampleScorer;
import dev.gantry.golden.score.ScoreTable;
import dev.gantry.golden.score.ScoreTally;
import dev.gantry.golden.score.ScoringObjection;
import dev.gantry.golden.task.TaskAnswer;
import dev.gantry.golden.work.StepCounter;
import dev.gantry.golden.work.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Goes once through all samples of a set and keeps no more of them than a few numbers. */
public final class SetSurvey {
  private final GoldenFolder folder;
  private final GoldenSet set;
  private final Workers workers;
  private final Consumer<Progress> progress;
  private final Optional<SampleScorer> scorer;
  private final Optional<Problem> objection;
  private final Optional<ScoreTally> tally;
  private final ClassCounts counts;
  private final List<TensorFacts> inputs = new ArrayList<>();
  private final List<TensorFacts> outputs = new ArrayList<>();
  private final double[] severity;

  public SetSurvey(GoldenFolder folder, BooleanSupplier cancelled, Consumer<Progress> progress)
      throws RefusedException {
    this.folder = folder;
    this.set = folder.set();
    this.workers = Workers.onAllCores(cancelled);
    this.progress = progress;
    this.scorer = folder.hasReferences() ? SampleScorer.of(set) : Optional.empty();
    this.objection = unscored(folder);
    this.tally = objection.isEmpty() ? Optional.of(ScoreTally.of(folder)) : Optional.empty();
    this.counts = new ClassCounts(set);
    this.severity = new double[set.samples().size()];
    set.inputs().forEach(spec -> inputs.add(TensorFacts.none(spec)));
    set.outputs().forEach(spec -> outputs.add(TensorFacts.none(spec)));
  }

  private static Optional<Problem> unscored(GoldenFolder folder) {
    return folder.hasReferences()
        ? ScoringObjection.of(folder)
        : Optional.of(Problem.in(folder.folder().toString(), "keeps no reference outputs", ""));
  }

  public SetFacts facts() throws IOException {
    StepCounter steps = new StepCounter(set.name(), "look at the samples", progress);
    workers.each(
        severity.length,
        sample -> {
          look(sample);
          steps.of(severity.length);
        });
    Optional<ScoreTable> quality = tally.map(ScoreTally::table);
    List<SetFacts.SliceFacts> slices =
        set.slices().stream()
            .map(slice -> new SetFacts.SliceFacts(slice, samples(slice), counts.of(slice)))
            .toList();
    return new SetFacts(
        set,
        folder.provenance(),
        inputs,
        outputs,
        DecodingDescription.of(set.decoding()),
        ClassCounts.unit(set),
        counts.all(),
        slices,
        quality,
        objection.map(Problem::what),
        disagreeing());
  }

  private void look(int sample) throws IOException {
    merge(inputs, set.inputs(), folder.inputs(sample));
    List<Tensor> references = folder.references(sample);
    merge(outputs, set.outputs(), references);
    List<Tensor> truth = folder.truth(sample);
    counts.add(sample, truth);
    if (scorer.isPresent()) {
      TaskAnswer answer = scorer.get().read(references);
      if (tally.isPresent()) {
        tally.get().add(sample, answer);
      }
      severity[sample] =
          LabelComparison.of(scorer.get(), set, sample, answer, references, truth).severity();
    }
  }

  private static void merge(List<TensorFacts> facts, List<TensorSpec> specs, List<Tensor> tensors) {
    for (int place = 0; place < tensors.size(); place++) {
      TensorFacts own = TensorFacts.of(specs.get(place), tensors.get(place));
      synchronized (facts) {
        facts.set(place, facts.get(place).plus(own));
      }
    }
  }

  private int samples(String slice) {
    return (int) set.samples().stream().filter(sample -> sample.slices().contains(slice)).count();
  }

  private List<Integer> disagreeing() {
    return IntStream.range(0, severity.length)
        .filter(sample -> severity[sample] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer sample) -> severity[sample]).reversed())
        .toList();
  }
}
