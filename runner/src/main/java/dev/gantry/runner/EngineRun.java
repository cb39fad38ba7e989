package dev.gantry.runner;

import ai.onnxruntime.OrtException;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Tensor;
import dev.gantry.runner.tensor.TensorFileReader;
import dev.gantry.runner.tensor.TensorFileWriter;
import dev.gantry.runner.wire.RunnerFiles;
import dev.gantry.runner.wire.RunnerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An engine loaded, asked for the first time, for every sample, and as the scenario says. */
final class EngineRun {
  private final RunnerRequest.Run request;
  private final Outbox outbox;

  EngineRun(RunnerRequest.Run request, Outbox outbox) {
    this.request = request;
    this.outbox = outbox;
  }

  void run() throws OrtException, IOException, RefusedException {
    Bounds.check(request.scenario());
    requireWindow();
    List<List<Tensor>> samples = KeptSamples.read(outbox.at(request.samples()));
    Observation.Resident resident = Observation.resident();
    long before = System.nanoTime();
    try (LoadedEngine engine =
        LoadedEngine.asBuilt(outbox.at(request.engine()), request.threads())) {
      long load = System.nanoTime() - before;
      outbox.fact("load.ns", load);
      resident.growth().ifPresent(kib -> outbox.fact("memory.engine-kib", kib));
      List<Feed> feeds = feeds(engine, samples);
      FirstInference first = FirstInference.of(engine, feeds.get(0));
      outbox.fact("first.ns", first.nanoseconds());
      Answer.requireParts(first.outputs(), feeds.get(0).batch());
      if (request.outputs().isPresent()) {
        allSamples(engine, request.outputs().get());
      }
      drive(engine, feeds, first, load);
    }
    Observation.peakMemory(outbox);
  }

  private List<Feed> feeds(LoadedEngine engine, List<List<Tensor>> samples)
      throws RefusedException {
    return request.scenario() instanceof Scenario.Offline offline
        ? Batches.of(engine.inputs(), samples, offline.batch())
        : Feed.each(samples);
  }

  private void allSamples(LoadedEngine engine, String outputs) throws OrtException, IOException {
    outbox.say(outbox.file(outputs, file -> allSamples(engine, file)));
  }

  private void allSamples(LoadedEngine engine, Path outputs) throws OrtException, IOException {
    try (TensorFileReader samples = new TensorFileReader(outbox.at(request.samples()));
        TensorFileWriter writer = new TensorFileWriter(outputs, samples.samples())) {
      Pace pace = new Pace(outbox, "samples", samples.samples());
      for (int sample = 1; samples.hasNext(); sample++) {
        writer.write(engine.run(samples.next()));
        pace.tellWhenDue(System.nanoTime(), sample);
      }
    }
  }

  private void drive(LoadedEngine engine, List<Feed> feeds, FirstInference first, long load)
      throws OrtException, IOException, RefusedException {
    Observation observation = new Observation();
    KeptAnswers answers = new KeptAnswers(outbox);
    try (ReadyEngine ready = ReadyEngine.of(engine, feeds, first.outputs())) {
      outbox.fact("outputs.pinned", ready.pinned());
      Bench bench = new Bench(ready, outbox, answers);
      Scenario scenario = request.scenario();
      if (scenario instanceof Scenario.Single single) {
        new SingleRound(bench, single).run();
      } else if (scenario instanceof Scenario.Periodic periodic) {
        new PeriodicRound(bench, periodic).run();
      } else if (scenario instanceof Scenario.Offline offline) {
        new OfflineRound(bench, offline).run();
      } else if (scenario instanceof Scenario.Soak soak) {
        new SoakRound(bench, soak, request.firstWindow()).run();
      } else {
        cold(answers, feeds.get(0), first, load);
      }
    }
    observation.clock(outbox);
    answers.tell();
  }

  private void cold(KeptAnswers answers, Feed feed, FirstInference first, long load)
      throws IOException, RefusedException {
    answers.keep(Answer.of(first.outputs(), feed, 0));
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
