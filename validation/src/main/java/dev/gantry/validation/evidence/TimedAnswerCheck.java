package dev.gantry.validation.evidence;

import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Trial.TimedRound;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.runner.tensor.TensorFileReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds what timed queries answered against what the same engine answered when its outputs were
 * taken: an engine that is quick because it answers otherwise must not pass by its times.
 */
record TimedAnswerCheck(TrialFolder folder) {
  private static final String SAMPLES = "answers.samples";

  private record Answer(TimedRound round, List<Tensor> outputs) {}

  List<String> doubts() throws IOException {
    List<String> doubts = new ArrayList<>(missing());
    Map<Integer, List<Answer>> answers = answers();
    try (TensorFileReader outputs = new TensorFileReader(folder.file(folder.trial().outputs()))) {
      for (int sample = 0; outputs.hasNext(); sample++) {
        List<Tensor> wanted = outputs.next();
        List<Answer> given = answers.remove(sample);
        for (Answer answer : given == null ? List.<Answer>of() : given) {
          difference(sample, wanted, answer).ifPresent(doubts::add);
        }
      }
    }
    if (!answers.isEmpty()) {
      throw new IOException(
          "a timed run answered sample "
              + answers.keySet().iterator().next()
              + ", which the outputs do not hold");
    }
    return doubts.size() > 3 ? List.of(doubts.get(0), more(doubts.size() - 1)) : doubts;
  }

  private static String more(int others) {
    return "so it was in " + others + " more answers";
  }

  /** Of a soak, what was kept lies with the first window of each process. */
  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    boolean soak = false;
    boolean kept = false;
    for (TimedRound round : folder.trial().rounds()) {
      boolean there = round.answers().isPresent();
      if (round.scenario() instanceof Scenario.Soak) {
        soak = true;
        kept |= there;
      } else if (!there) {
        missing.add(none(round.scenario().name()));
      }
    }
    if (soak && !kept) {
      missing.add(none("soak"));
    }
    return missing.stream().distinct().toList();
  }

  private static String none(String scenario) {
    return "no answer of the timed "
        + scenario
        + " run was kept, so nothing shows that it computed what it should";
  }

  private Map<Integer, List<Answer>> answers() throws IOException {
    Map<Integer, List<Answer>> answers = new TreeMap<>();
    for (TimedRound round : folder.trial().rounds()) {
      if (round.answers().isPresent()) {
        List<Integer> samples = samples(round);
        try (TensorFileReader file = new TensorFileReader(folder.file(round.answers().get()))) {
          if (samples.isEmpty() || file.samples() != samples.size()) {
            throw new IOException(
                round.answers().get().name()
                    + " holds "
                    + file.samples()
                    + " answers, and the runner told of "
                    + samples.size());
          }
          for (int sample : samples) {
            answers
                .computeIfAbsent(sample, fresh -> new ArrayList<>())
                .add(new Answer(round, file.next()));
          }
        }
      }
    }
    return answers;
  }

  private static List<Integer> samples(TimedRound round) throws IOException {
    String told = round.facts().getOrDefault(SAMPLES, "");
    List<Integer> samples = new ArrayList<>();
    for (String number : told.split(",", -1)) {
      if (!number.strip().matches("[0-9]{1,9}")) {
        throw new IOException("its fact " + SAMPLES + " is no list of samples: " + told);
      }
      samples.add(Integer.parseInt(number.strip()));
    }
    return samples;
  }

  private static Optional<String> difference(int sample, List<Tensor> wanted, Answer answer) {
    return new SameAnswerCheck(wanted, answer.outputs())
        .difference()
        .map(
            words ->
                "the timed "
                    + answer.round().scenario().name()
                    + " run answered otherwise than the accuracy run: sample "
                    + sample
                    + ", "
                    + words);
  }
}
