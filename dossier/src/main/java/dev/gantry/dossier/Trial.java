package dev.gantry.dossier;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds what a visit brought home for one cell: evidence, or why there is none. */
public sealed interface Trial {
  Cell cell();

  String board();

  boolean simulated();

  Instant started();

  Instant finished();

  /** Raw evidence; its files stand beside it. */
  record Measured(
      Cell cell,
      String board,
      boolean simulated,
      Instant started,
      Instant finished,
      Digest engine,
      EvidenceFile outputs,
      List<TimedRound> rounds,
      List<ObservedState> states,
      List<Gap> gaps,
      Optional<ByteCount> peakMemory,
      Optional<Duration> load,
      SortedMap<String, String> facts,
      Pushed pushed,
      List<Rebuild> rebuilds)
      implements Trial {
    public Measured {
      rounds = List.copyOf(rounds);
      rebuilds = List.copyOf(rebuilds);
      states = List.copyOf(states);
      gaps = List.copyOf(gaps);
      facts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    /** Every file that the evidence stands in. */
    public List<EvidenceFile> files() {
      List<EvidenceFile> files = new ArrayList<>(List.of(outputs));
      for (TimedRound round : rounds) {
        files.add(round.times());
        round.answers().ifPresent(files::add);
        round.telemetry().ifPresent(files::add);
      }
      rebuilds.forEach(
          rebuild -> rebuild.measured().ifPresent(trial -> files.addAll(trial.files())));
      return List.copyOf(files);
    }

    /** The rounds that were driven so, in the order in which they were taken. */
    public List<TimedRound> rounds(Class<? extends Scenario> drive) {
      return rounds.stream().filter(round -> drive.isInstance(round.scenario())).toList();
    }
  }

  /**
   * Another engine of the same recipe, in the order in which they were built. Bytes that are those
   * of the trial's own engine are not measured again.
   */
  record Rebuild(Digest engine, ByteCount size, Optional<Measured> measured) {
    /** How the names of all files begin that belong to such a build; the first is build 1. */
    public static String prefix(int build) {
      return "rebuild-" + build + ".";
    }
  }

  /** Says why there is no evidence. */
  record Abandoned(
      Cell cell,
      String board,
      boolean simulated,
      Instant started,
      Instant finished,
      Trouble trouble)
      implements Trial {}

  /** A file of evidence in the trial's folder, named by its digest. */
  record EvidenceFile(String name, Digest digest, ByteCount size) {}

  /**
   * One timed process, or one window of a soak: nanoseconds as the scenario counts them, what some
   * of the timed queries answered, what was seen on the board meanwhile, and what the runner said.
   */
  record TimedRound(
      Scenario scenario,
      EvidenceFile times,
      Optional<EvidenceFile> answers,
      Optional<EvidenceFile> telemetry,
      SortedMap<String, String> facts) {
    public TimedRound {
      facts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }
  }

  /** Holds how the board was found before, between or after measurements. */
  record ObservedState(Instant at, SortedMap<String, String> facts) {
    public ObservedState {
      facts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }
  }

  /** A time in which nobody watched the board: a lost link, a killed harness, a reboot. */
  record Gap(Instant from, Duration length, boolean rebooted, String what) {}

  /** The bytes that had to travel to the board; what was there already did not. */
  record Pushed(ByteCount runner, ByteCount golden, ByteCount engine) {
    public static final Pushed NOTHING = new Pushed(ByteCount.ZERO, ByteCount.ZERO, ByteCount.ZERO);

    public Pushed andEngine(ByteCount more) {
      return new Pushed(runner, golden, engine.plus(more));
    }

    public ByteCount total() {
      return runner.plus(golden).plus(engine);
    }
  }
}
