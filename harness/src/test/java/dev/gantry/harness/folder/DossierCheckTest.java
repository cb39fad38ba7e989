package dev.gantry.harness.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Trial;
import dev.gantry.files.FileDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dossier whose journal vouches for its files, but whose files tell another story. */
class DossierCheckTest {
  private static final Cell CELL = Specimens.MEASURED.cell();

  @TempDir Path out;
  private final DossierFolders folders = new DossierFolders(Clock.systemUTC());
  private Path place;
  private Trial.Measured trial;

  @BeforeEach
  void a_sound_dossier() throws Exception {
    try (DossierFolder dossier = folders.begin(out, Specimens.PLAN, Optional.empty())) {
      Path references = Files.writeString(Files.createTempFile("references", ""), "references");
      dossier.keepReferences("rail-signals", references);
      place = dossier.clearTrial(CELL, "bench-1");
      Files.writeString(place.resolve("outputs.tensors"), "outputs");
      Files.writeString(place.resolve("times-1.ns"), "times");
      trial = trial("bench-1", true, "times-1.ns", 1);
      dossier.finish(trial);
    }
  }

  @Test
  void a_sound_dossier_opens() throws Exception {
    try (DossierFolder dossier = folders.open(out)) {
      assertThat(dossier.trial(CELL, "bench-1")).contains(trial);
    }
  }

  @Test
  void what_no_board_has_worked_for_is_withdrawn_and_all_else_stays() throws Exception {
    folders.withdraw(out);
    assertThat(place.resolve("trial.json")).exists();

    Path refused = out.resolve("refused");
    try (DossierFolder dossier = folders.begin(refused, Specimens.PLAN, Optional.empty())) {
      dossier.keepVariant("rail-signals/fp32", "{}");
    }
    folders.withdraw(refused);
    assertThat(refused).isEmptyDirectory();
    assertThat(folders.problems(refused, false)).isEmpty();
  }

  @Test
  void a_trial_of_another_board_is_refused() throws Exception {
    assertRefused(trial("bench-2", true, "times-1.ns", 1), "is the trial of");
  }

  @Test
  void a_trial_that_denies_its_simulation_is_refused() throws Exception {
    assertRefused(trial("bench-1", false, "times-1.ns", 1), "simulated");
  }

  @Test
  void a_round_counted_twice_is_refused() throws Exception {
    assertRefused(trial("bench-1", true, "times-1.ns", 2), "twice");
  }

  @Test
  void more_rounds_than_planned_are_refused() throws Exception {
    assertRefused(trial("bench-1", true, "times-1.ns", 4), "4 rounds");
  }

  @Test
  void evidence_from_elsewhere_is_refused() throws Exception {
    assertRefused(trial("bench-1", true, "../bench-2/times-1.ns", 1), "does not vouch for");
  }

  @Test
  void a_round_that_was_never_planned_is_refused() throws Exception {
    Trial.TimedRound round =
        round(new Scenario.Cold(8), "times-1.ns", Optional.empty(), Optional.empty());
    assertRefused(
        trial("bench-1", true, List.of(round)), "driven from nothing, 8 times, the plan none");
  }

  @Test
  void answers_and_telemetry_must_be_vouched_for_like_times() throws Exception {
    Optional<Trial.EvidenceFile> stranger = Optional.of(evidence("strange", "times-1.ns"));
    Scenario planned = Specimens.PLAN.scenario();
    assertRefused(
        trial("bench-1", true, List.of(round(planned, "times-1.ns", stranger, Optional.empty()))),
        "does not vouch for: strange");
    assertRefused(
        trial("bench-1", true, List.of(round(planned, "times-1.ns", Optional.empty(), stranger))),
        "does not vouch for: strange");
  }

  @Test
  void other_builds_are_of_this_cell_on_this_board_and_no_more_than_planned() throws Exception {
    Trial.Rebuild alike = rebuild(Specimens.MEASURED.engine(), Optional.empty());
    assertRefused(rebuilt(alike, alike, alike), "lists 4 builds, the plan at most 3");
    assertRefused(
        rebuilt(rebuild(Specimens.OTHER, Optional.empty())), "measures other bytes than it says");
    assertRefused(
        rebuilt(rebuild(Specimens.OTHER, Optional.of(trial("bench-1", true, "times-1.ns", 1)))),
        "measures another build elsewhere");
  }

  @Test
  void a_journal_without_its_plan_is_refused() throws Exception {
    Files.writeString(out.resolve("dossier/journal.jsonl"), "");
    assertThatThrownBy(() -> folders.open(out))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("plan.json: is not vouched for");
  }

  @Test
  void a_dossier_is_open_to_one_at_a_time() throws Exception {
    try (DossierFolder first = folders.open(out)) {
      assertThat(first.plan()).isEqualTo(Specimens.PLAN);
      assertThatThrownBy(() -> folders.open(out))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("in use by another run");
    }
    folders.open(out).close();
  }

  /** As someone would who rewrites the journal to match. */
  private void assertRefused(Trial.Measured forged, String words) throws Exception {
    DossierJson json = new DossierJson();
    Path file = place.resolve("trial.json");
    Files.writeString(file, json.page(DossierFolder.TRIAL_SCHEMA, forged));
    String subject = DossierPaths.trial(CELL, "bench-1");
    TreeMap<String, Digest> files = new TreeMap<>();
    for (String name : List.of("trial.json", "outputs.tensors", "times-1.ns")) {
      files.put(subject + "/" + name, FileDigest.of(place.resolve(name)));
    }
    Journal.open(out.resolve("dossier/journal.jsonl"), json)
        .append(JournalEvents.TRIAL, subject, Instant.parse("2026-11-20T10:00:00Z"), files);

    assertThatThrownBy(() -> folders.open(out))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(words);
  }

  private Trial.Measured trial(String board, boolean simulated, String times, int rounds)
      throws IOException {
    Trial.TimedRound round =
        round(new Scenario.Single(10, 1000, 3), times, Optional.empty(), Optional.empty());
    return trial(board, simulated, Collections.nCopies(rounds, round));
  }

  private Trial.Measured rebuilt(Trial.Rebuild... rebuilds) throws IOException {
    return trial("bench-1", true, List.of(), List.of(rebuilds));
  }

  private static Trial.Rebuild rebuild(Digest engine, Optional<Trial.Measured> measured) {
    return new Trial.Rebuild(engine, new ByteCount(1), measured);
  }

  private Trial.TimedRound round(
      Scenario scenario,
      String times,
      Optional<Trial.EvidenceFile> answers,
      Optional<Trial.EvidenceFile> telemetry)
      throws IOException {
    return new Trial.TimedRound(
        scenario, evidence(times, "times-1.ns"), answers, telemetry, new TreeMap<>());
  }

  private Trial.Measured trial(String board, boolean simulated, List<Trial.TimedRound> rounds)
      throws IOException {
    return trial(board, simulated, rounds, List.of());
  }

  private Trial.Measured trial(
      String board, boolean simulated, List<Trial.TimedRound> rounds, List<Trial.Rebuild> rebuilds)
      throws IOException {
    Trial.Measured whole = Specimens.MEASURED;
    return new Trial.Measured(
        whole.cell(),
        board,
        simulated,
        whole.started(),
        whole.finished(),
        whole.engine(),
        evidence("outputs.tensors", "outputs.tensors"),
        rounds,
        List.of(),
        List.of(),
        whole.peakMemory(),
        whole.load(),
        whole.facts(),
        whole.pushed(),
        rebuilds);
  }

  private Trial.EvidenceFile evidence(String name, String file) throws IOException {
    return new Trial.EvidenceFile(
        name, FileDigest.of(place.resolve(file)), new ByteCount(Files.size(place.resolve(file))));
  }
}
