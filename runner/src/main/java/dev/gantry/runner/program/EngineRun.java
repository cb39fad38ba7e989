package dev.gantry.runner.program;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.runner.BackendException;
import dev.gantry.runner.EngineRuntime;
import dev.gantry.runner.FirstInference;
import dev.gantry.runner.KeptSamples;
import dev.gantry.runner.NativeCallPulse;
import dev.gantry.runner.PulsingEngine;
import dev.gantry.runner.QueryInputs;
import dev.gantry.runner.ReadyEngine;
import dev.gantry.runner.RunOutput;
import dev.gantry.runner.RunnableEngine;
import dev.gantry.runner.SampleAnswer;
import dev.gantry.runner.SampleBatches;
import dev.gantry.runner.drive.KeptAnswers;
import dev.gantry.runner.drive.OfflineRound;
import dev.gantry.runner.drive.PeriodicRound;
import dev.gantry.runner.drive.ProcessObservation;
import dev.gantry.runner.drive.ScenarioSetup;
import dev.gantry.runner.drive.SingleRound;
import dev.gantry.runner.drive.SoakRound;
import dev.gantry.runner.drive.StepReport;
import dev.gantry.runner.drive.TimesWriter;
import dev.gantry.runner.tensor.TensorFileReader;
import dev.gantry.runner.tensor.TensorFileWriter;
import dev.gantry.runner.wire.RunnerFiles;
import dev.gantry.runner.wire.RunnerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An engine loaded, asked for the first time, for every sample, and as the scenario says. */
final class EngineRun {
  private final EngineRuntime runtime;
  private final RunnerRequest.Run request;
  private final RunOutput outbox;
  private final NativeCallPulse pulse;

  EngineRun(
      EngineRuntime runtime, RunnerRequest.Run request, RunOutput outbox, NativeCallPulse pulse) {
    this.pulse = pulse;
    this.runtime = runtime;
    this.request = request;
    this.outbox = outbox;
  }

  void run() throws BackendException, IOException, RefusedException {
    RequestBounds.check(request.scenario());
    requireWindow();
    List<List<Tensor>> samples = KeptSamples.read(outbox.at(request.samples()));
    ProcessObservation.Resident resident = ProcessObservation.resident();
    pulse.name("its load");
    pulse.enter();
    long before = System.nanoTime();
    try (RunnableEngine engine = runtime.load(request, outbox)) {
      long load = System.nanoTime() - before;
      pulse.leave();
      outbox.fact("load.ns", load);
      resident.growth().ifPresent(kib -> outbox.fact("memory.engine-kib", kib));
      List<QueryInputs> feeds = feeds(engine, samples);
      pulse.name("its first inference");
      pulse.enter();
      FirstInference first = engine.first(feeds.get(0));
      pulse.leave();
      outbox.fact("first.ns", first.nanoseconds());
      SampleAnswer.requireParts(first.outputs(), feeds.get(0).batch());
      if (request.outputs().isPresent()) {
        allSamples(engine, request.outputs().get());
      }
      drive(engine, feeds, first, load);
      engine.tell(outbox);
    }
    ProcessObservation.peakMemory(outbox);
  }

  private List<QueryInputs> feeds(RunnableEngine engine, List<List<Tensor>> samples)
      throws RefusedException {
    return request.scenario() instanceof Scenario.Offline offline
        ? SampleBatches.of(engine.inputs(), samples, offline.batch())
        : QueryInputs.each(samples);
  }

  private void allSamples(RunnableEngine engine, String outputs)
      throws BackendException, IOException, RefusedException {
    outbox.say(outbox.file(outputs, file -> allSamples(engine, file)));
  }

  private void allSamples(RunnableEngine engine, Path outputs)
      throws BackendException, IOException, RefusedException {
    try (TensorFileReader samples = new TensorFileReader(outbox.at(request.samples()));
        TensorFileWriter writer = new TensorFileWriter(outputs, samples.samples())) {
      StepReport pace = new StepReport(outbox, "samples", samples.samples());
      for (int sample = 1; samples.hasNext(); sample++) {
        List<Tensor> fed = samples.next();
        pulse.name("sample " + sample);
        pulse.enter();
        List<Tensor> answer = engine.run(fed);
        pulse.leave();
        writer.write(answer);
        pace.tellWhenDue(System.nanoTime(), sample);
      }
    }
  }

  private void drive(
      RunnableEngine engine, List<QueryInputs> feeds, FirstInference first, long load)
      throws BackendException, IOException, RefusedException {
    ProcessObservation observation = new ProcessObservation();
    KeptAnswers answers = new KeptAnswers(outbox);
    pulse.name("an inference");
    try (ReadyEngine ready = new PulsingEngine(engine.ready(feeds, first.outputs()), pulse)) {
      outbox.fact("outputs.pinned", ready.pinned());
      ScenarioSetup bench = new ScenarioSetup(ready, outbox, answers);
      request
          .scenario()
          .in(new Rounds(bench, () -> cold(answers, feeds.get(0), first, load)))
          .run();
    }
    observation.clock(outbox);
    answers.tell();
  }

  /** Runs one round of a scenario. */
  private interface Round {
    void run() throws BackendException, IOException, RefusedException;
  }

  /** Chooses the round of each kind of scenario. */
  private final class Rounds implements Scenario.Cases<Round, RuntimeException> {
    private final ScenarioSetup setup;
    private final Round start;

    private Rounds(ScenarioSetup setup, Round start) {
      this.setup = setup;
      this.start = start;
    }

    @Override
    public Round single(Scenario.Single single) {
      return new SingleRound(setup, single)::run;
    }

    @Override
    public Round periodic(Scenario.Periodic periodic) {
      return new PeriodicRound(setup, periodic)::run;
    }

    @Override
    public Round offline(Scenario.Offline offline) {
      return new OfflineRound(setup, offline)::run;
    }

    @Override
    public Round soak(Scenario.Soak soak) {
      return new SoakRound(setup, soak, request.firstWindow())::run;
    }

    @Override
    public Round cold(Scenario.Cold cold) {
      return start;
    }
  }

  private void cold(KeptAnswers answers, QueryInputs feed, FirstInference first, long load)
      throws IOException, RefusedException {
    answers.keep(SampleAnswer.of(first.outputs(), feed, 0));
    try (TimesWriter times = new TimesWriter(outbox, RunnerFiles.TIMES)) {
      times.add(load);
      times.add(first.nanoseconds());
      outbox.say(times.finish());
    }
  }

  private void requireWindow() throws RefusedException {
    if (request.scenario() instanceof Scenario.Soak soak
        && request.firstWindow() > soak.windows()) {
      throw new RefusedException(
          Problem.in(
              "scenario soak",
              "it has no window " + request.firstWindow() + " to begin with",
              "its last is " + soak.windows()));
    }
  }
}
