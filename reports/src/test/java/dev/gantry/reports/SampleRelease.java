package dev.gantry.reports;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.JudgedRelease.PinnedEngine;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.ParityMetric;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedBoard;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.ReleasePlan.PlannedModel;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Shard;
import dev.gantry.dossier.Subject;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.Trouble;
import dev.gantry.dossier.Verdict;
import dev.gantry.dossier.Waiver;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two models, two precisions, three boards of two kinds: every way a release can come out. */
public final class SampleRelease {
  public static final String HOSTILE =
      "</title><script>alert(1)</script> ]]> & \"quoted\" 'too' \u0000\u001b[31m \ud800 <img src=x onerror=alert(2)>";
  private static final List<String> CPU = List.of("bench-1", "bench-2");
  private static final List<String> CPU_2T = List.of("bench-3");

  private SampleRelease() {}

  /** Everything is met: 12 cells on boards, 54 findings. */
  public static JudgedRelease passed() {
    return release(Verdict.PASSED, met(), SampleAccounts.of(plan()), List.of());
  }

  /** Everything is met, of one board of three. */
  public static JudgedRelease shard() {
    JudgedRelease whole = passed();
    Shard shard = new Shard(2, 2, CPU_2T);
    return new JudgedRelease(
        whole.plan().on(shard.boards()),
        Optional.of(shard),
        Verdict.PASSED,
        whole.rules(),
        whole.started(),
        whole.finished(),
        whole.engines(),
        whole.findings().stream()
            .filter(finding -> shard.boards().contains(finding.subject().board()))
            .toList(),
        List.of(),
        whole.accounts().stream()
            .filter(account -> shard.boards().contains(account.board()))
            .toList());
  }

  /** Two findings are broken, one broken one is waived, one is not measured. */
  public static JudgedRelease failed() {
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : met()) {
      findings.add(
          switch (finding.subject().id()) {
            case "obstacle-detector/int8/cpu/bench-2/latency.p99" ->
                broken(finding, "14.2 ms", Optional.empty());
            case "obstacle-detector/int8/cpu-2t/bench-3/task.map50-95.night" ->
                broken(finding, "4.1 pt", Optional.empty());
            case "signal-reader/int8/cpu/bench-1/memory.peak" ->
                broken(finding, "263 MiB", Optional.of(waiver()));
            case "signal-reader/fp32/cpu/bench-1/latency.p99" -> tooFew(finding);
            default -> finding;
          });
    }
    return release(Verdict.FAILED, findings, SampleAccounts.of(plan()), List.of(powerMode()));
  }

  /** Nothing is broken; some of it is not measured, for every kind of reason. */
  public static JudgedRelease inconclusive() {
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : met()) {
      boolean timed = finding.subject().criterion().startsWith("latency");
      boolean third = finding.subject().board().equals("bench-3");
      findings.add(timed && third ? throttled(finding) : finding);
    }
    return release(Verdict.INCONCLUSIVE, findings, SampleAccounts.of(plan()), List.of(powerMode()));
  }

  /** A board was unplugged, and one criterion was forgotten: neither has a finding. */
  public static JudgedRelease missing(Verdict verdict) {
    List<Finding> findings = new ArrayList<>(met());
    findings.removeIf(finding -> finding.subject().board().equals("bench-3"));
    findings.removeIf(
        finding -> finding.subject().id().equals("signal-reader/fp32/cpu/bench-2/parity.cosine"));
    List<JudgedRelease.Account> accounts =
        SampleAccounts.of(plan()).stream()
            .filter(account -> !account.board().equals("bench-3"))
            .toList();
    Trouble unplugged =
        new Trouble(
            Blame.RACK,
            "bench-3",
            "no SSH server answered on port 22 within 10 s, three times",
            "check its power and its link, then run again with --resume");
    return release(verdict, findings, accounts, List.of(unplugged));
  }

  /** Whatever comes from outside is hostile. */
  public static JudgedRelease hostile() {
    List<Finding> findings =
        failed().findings().stream().map(SampleRelease::withHostileWords).toList();
    Trouble trouble = new Trouble(Blame.DATA, HOSTILE, HOSTILE, HOSTILE);
    JudgedRelease release =
        release(
            Verdict.FAILED, findings, SampleAccounts.hostile(plan(), HOSTILE), List.of(trouble));
    ReleasePlan plan = release.plan();
    Waiver waiver =
        new Waiver("*/*/*/*/" + HOSTILE.replace("/", ""), HOSTILE, HOSTILE, LocalDate.MAX);
    return with(
        release,
        new ReleasePlan(
            HOSTILE,
            HOSTILE,
            HOSTILE,
            plan.models(),
            plan.kinds(),
            plan.boards(),
            plan.cells(),
            plan.scenario(),
            List.of(waiver)));
  }

  /** Nothing was planned, nothing was found. */
  public static JudgedRelease empty() {
    ReleasePlan plan = plan();
    ReleasePlan none =
        new ReleasePlan(
            plan.release(),
            plan.rack(),
            plan.gantry(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            plan.scenario(),
            List.of());
    return new JudgedRelease(
        none,
        Verdict.INCONCLUSIVE,
        started(),
        finished(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  public static JudgedRelease with(JudgedRelease release, ReleasePlan plan) {
    return new JudgedRelease(
        plan,
        release.verdict(),
        release.started(),
        release.finished(),
        release.engines(),
        release.findings(),
        release.troubles(),
        release.accounts());
  }

  public static JudgedRelease with(JudgedRelease release, List<Finding> findings) {
    return new JudgedRelease(
        release.plan(),
        release.verdict(),
        release.started(),
        release.finished(),
        release.engines(),
        findings,
        release.troubles(),
        release.accounts());
  }

  private static JudgedRelease release(
      Verdict verdict,
      List<Finding> findings,
      List<JudgedRelease.Account> accounts,
      List<Trouble> troubles) {
    List<PinnedEngine> engines =
        plan().cells().stream()
            .map(planned -> new PinnedEngine(planned.cell(), digest(planned.cell().id())))
            .toList();
    return new JudgedRelease(
        plan(), verdict, started(), finished(), engines, findings, troubles, accounts);
  }

  public static ReleasePlan plan() {
    List<PlannedCell> cells = new ArrayList<>();
    for (String model : List.of("obstacle-detector", "signal-reader")) {
      for (Precision precision : List.of(Precision.FP32, Precision.INT8)) {
        List<Criterion> criteria = criteria(model);
        cells.add(PlannedCell.of(new Cell(model, precision, "cpu"), CPU, criteria));
        cells.add(PlannedCell.of(new Cell(model, precision, "cpu-2t"), CPU_2T, criteria));
      }
    }
    return new ReleasePlan(
        "rail-perception-2026.11",
        "bay-4",
        "0.1.0",
        List.of(
            new PlannedModel(
                "obstacle-detector",
                digest("detector"),
                goldenSet("rail-obstacles"),
                new ReleasePlan.Calibration(
                    "rail-obstacles", 32, digest("fed"), Optional.of("entropy")),
                List.of(new ReleasePlan.NodePrecisions(Precision.INT8, digest("rules")))),
            new PlannedModel(
                "signal-reader",
                digest("reader"),
                goldenSet("rail-signals"),
                new ReleasePlan.Calibration("rail-signals", 32, digest("fed"), Optional.empty()),
                List.of())),
        List.of(
            BoardKind.of("cpu", Backend.ONNXRUNTIME, 1),
            BoardKind.of("cpu-2t", Backend.ONNXRUNTIME, 2)),
        List.of(
            new PlannedBoard("bench-1", "cpu", false),
            new PlannedBoard("bench-2", "cpu", true),
            new PlannedBoard("bench-3", "cpu-2t", true)),
        cells,
        new Scenario.Single(50, 400, 3),
        List.of(waiver()));
  }

  private static List<Criterion> criteria(String model) {
    List<Criterion> criteria = new ArrayList<>();
    criteria.add(new Criterion.Parity(ParityMetric.SQNR, Limit.parse(">= 20 dB"), 0.99));
    criteria.add(new Criterion.Parity(ParityMetric.COSINE, Limit.parse(">= 0.99"), 0.99));
    criteria.add(new Criterion.Latency(99, Limit.parse("<= 12 ms"), 0.99));
    criteria.add(new Criterion.PeakMemory(Limit.parse("<= 256 MiB"), 0.99));
    if (model.equals("obstacle-detector")) {
      Optional<String> night = Optional.of("night");
      criteria.add(
          new Criterion.TaskLoss(TaskMetric.MAP50_95, night, Limit.parse("<= 3 pt"), 0.99));
    }
    return criteria;
  }

  private static List<Finding> met() {
    List<Finding> findings = new ArrayList<>();
    for (PlannedCell planned : plan().cells()) {
      for (String board : planned.boards()) {
        for (Criterion criterion : planned.criteria()) {
          Subject subject = new Subject(planned.cell(), board, criterion.name());
          findings.add(SampleFindings.met(subject, criterion));
        }
      }
    }
    return findings;
  }

  private static Finding broken(Finding finding, String value, Optional<Waiver> waiver) {
    return SampleFindings.broken(finding, value, waiver);
  }

  private static Finding tooFew(Finding finding) {
    return SampleFindings.open(
        finding,
        Optional.empty(),
        Blame.TOOLCHAIN,
        "the runner ended after 211 of 400 queries with exit code 137 (killed: out of memory)",
        "free memory on the board, or lower the batch; then run again with --resume");
  }

  private static Finding throttled(Finding finding) {
    return SampleFindings.open(
        finding,
        finding.measured(),
        Blame.RACK,
        "the board was throttled from 14:02:11 to 14:03:40 (1.20 GHz of 2.40 GHz), in 2 of 3 rounds",
        "cool the board, or fix its clocks; then run again with --resume");
  }

  private static Finding withHostileWords(Finding finding) {
    if (finding instanceof Finding.Met met) {
      return new Finding.Met(met.subject(), met.value(), met.limit(), met.confidence(), HOSTILE);
    }
    if (finding instanceof Finding.Broken broken) {
      return new Finding.Broken(
          broken.subject(),
          broken.value(),
          broken.limit(),
          broken.confidence(),
          HOSTILE,
          HOSTILE,
          broken.waiver().map(by -> new Waiver(by.finding(), HOSTILE, HOSTILE, by.expires())));
    }
    return SampleFindings.open(finding, finding.measured(), Blame.DATA, HOSTILE, HOSTILE);
  }

  private static Trouble powerMode() {
    return new Trouble(
        Blame.RACK,
        "bench-3",
        "the power mode was 15W at 14:01:58, MAXN was expected",
        "set it with nvpmodel, or change the expectation in rack.yaml");
  }

  private static Waiver waiver() {
    return new Waiver(
        "signal-reader/int8/*/*/memory.peak",
        "perception",
        "the arena is sized for the larger input; tracked as PER-1432",
        LocalDate.of(2026, 12, 31));
  }

  private static GoldenSet goldenSet(String name) {
    List<GoldenSet.Sample> samples = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      List<String> slices =
          i % 4 == 0 ? List.of("night") : i % 7 == 0 ? List.of("tunnel") : List.of();
      samples.add(new GoldenSet.Sample("sample-" + i, Optional.empty(), slices));
    }
    return new GoldenSet(
        name,
        "3",
        digest(name),
        List.of("person", "vehicle"),
        Optional.empty(),
        List.of(),
        List.of(),
        samples);
  }

  public static Digest digest(String of) {
    return Digest.of(of.getBytes(StandardCharsets.UTF_8));
  }

  private static Instant started() {
    return Instant.parse("2026-11-19T13:58:02Z");
  }

  private static Instant finished() {
    return Instant.parse("2026-11-19T14:11:47Z");
  }
}
