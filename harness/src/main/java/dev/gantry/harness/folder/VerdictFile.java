package dev.gantry.harness.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Shard;
import dev.gantry.dossier.Trouble;
import dev.gantry.dossier.Verdict;
import dev.gantry.dossier.Waiver;
import dev.gantry.files.AtomicFile;
import dev.gantry.json.JsonInput;
import dev.gantry.json.JsonReader;
import dev.gantry.json.JsonWriter;
import dev.gantry.json.RefusedJsonException;
import dev.gantry.reports.writing.ReportPlacement;
import dev.gantry.validation.judgement.ChangeReason;
import dev.gantry.validation.judgement.ChangedFinding;
import dev.gantry.validation.judgement.JudgementDifference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code verdict.json}: flat, for pipelines. Numbers are numbers; what is unknown is null. */
public final class VerdictFile {
  public static final String NAME = "verdict.json";
  private static final String SCHEMA = "gantry.verdict/1";

  /** Whoever looks for the verdict on a release must not take that on a part of it. */
  private static final String SHARD_SCHEMA = "gantry.shard-verdict/1";

  private static final JsonReader JSON =
      new JsonReader(new ByteCount(64L << 20), "judge the dossier again");

  public void write(JudgedRelease release, Path out) throws IOException {
    AtomicFile.write(out.resolve(NAME), JsonWriter.page(tree(release, Optional.empty())) + "\n");
    Files.deleteIfExists(out.resolve(NAME + ReportPlacement.WITHDRAWN));
  }

  /**
   * Where evidence is refused, nothing is known any more: the file says so, and what it said before
   * is kept beside it. False where there is none that could say anything else.
   */
  public boolean withdraw(Path out, List<Problem> problems) throws IOException {
    Path file = out.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    Path aside = out.resolve(NAME + ReportPlacement.WITHDRAWN);
    if (!Files.exists(aside)) {
      AtomicFile.copy(file, aside);
    }
    AtomicFile.write(file, refused(before(aside), problems) + "\n");
    return true;
  }

  /** What nobody can read any more says nothing. */
  private static JsonNode before(Path file) {
    try {
      return JSON.object(JsonInput.file(file));
    } catch (RefusedJsonException e) {
      return JsonWriter.object();
    }
  }

  private static String refused(JsonNode before, List<Problem> problems) {
    ObjectNode root = JsonWriter.object();
    boolean shard = before.path("schema").asText().equals(SHARD_SCHEMA);
    root.put("schema", shard ? SHARD_SCHEMA : SCHEMA);
    List<String> kept = List.of("release", "shard", "started", "finished", "simulated");
    for (String key : kept) {
      if (shard || !key.equals("shard")) {
        root.set(key, before.path(key).isMissingNode() ? NullNode.getInstance() : before.path(key));
      }
    }
    root.put(shard ? "shard-verdict" : "verdict", Verdict.INCONCLUSIVE.name());
    for (String empty : List.of("engines", "boards", "cells", "findings")) {
      root.putArray(empty);
    }
    for (Problem problem : problems) {
      Trouble trouble = new Trouble(Blame.DATA, problem.file(), problem.what(), problem.remedy());
      add(root.withArray("/troubles").addObject(), trouble);
    }
    return JsonWriter.page(root);
  }

  /**
   * The same, and how it differs from the judgement before.
   *
   * @param policy told where the limits are not those of the run
   */
  public String text(
      JudgedRelease release, Optional<String> policy, Optional<JudgementDifference> since) {
    ObjectNode root = tree(release, policy);
    since.ifPresent(difference -> add(root, difference));
    return JsonWriter.page(root);
  }

  private static ObjectNode tree(JudgedRelease release, Optional<String> policy) {
    ObjectNode root = JsonWriter.object();
    root.put("schema", release.shard().isPresent() ? SHARD_SCHEMA : SCHEMA);
    root.put("release", release.plan().release());
    release.shard().ifPresent(shard -> add(root.putObject("shard"), shard));
    root.put(release.shard().isPresent() ? "shard-verdict" : "verdict", release.verdict().name());
    root.put("started", release.started().toString());
    root.put("finished", release.finished().toString());
    root.put("simulated", release.simulated());
    policy.ifPresent(file -> root.put("policy", file));
    release
        .engines()
        .forEach(
            engine ->
                root.withArray("/engines")
                    .addObject()
                    .put("cell", engine.cell().id())
                    .put("digest", engine.digest().toString()));
    List<VerdictBoard> boards =
        release.plan().boards().stream().map(board -> VerdictBoard.of(board, release)).toList();
    root.putArray("boards");
    boards.forEach(board -> board.addTo(root.withArray("/boards").addObject()));
    release
        .plan()
        .cells()
        .forEach(cell -> add(root.withArray("/cells").addObject(), cell, release, boards));
    release.findings().forEach(finding -> add(root.withArray("/findings").addObject(), finding));
    root.withArray("/troubles");
    release.troubles().forEach(trouble -> add(root.withArray("/troubles").addObject(), trouble));
    return root;
  }

  private static void add(ObjectNode root, JudgementDifference difference) {
    JudgedRelease before = difference.before();
    root.put("rules", difference.after().rules());
    root.putObject("before").put("verdict", before.verdict().name()).put("rules", before.rules());
    ArrayNode changed = root.putArray("changed");
    for (ChangedFinding one : difference.findings()) {
      ObjectNode node = changed.addObject().put("id", one.subject().id());
      node.putNull("before").putNull("after");
      one.before().ifPresent(finding -> add(node.putObject("before"), finding));
      one.after().ifPresent(finding -> add(node.putObject("after"), finding));
      ArrayNode reasons = node.putArray("reasons");
      for (ChangeReason reason : one.reasons()) {
        ObjectNode why = reasons.addObject().put("sort", reason.sort().toString());
        reason.rule().ifPresentOrElse(rule -> why.put("rule", rule), () -> why.putNull("rule"));
        why.put("what", reason.what());
      }
    }
  }

  private static void add(
      ObjectNode node, PlannedCell cell, JudgedRelease release, List<VerdictBoard> all) {
    node.put("cell", cell.cell().id()).put("units", cell.units());
    List<String> leftOut = release.leftOut(cell);
    ArrayNode boards = node.putArray("boards");
    cell.boards().stream().filter(board -> !leftOut.contains(board)).forEach(boards::add);
    ArrayNode others = node.putArray("not-needed");
    release.notNeeded(cell).forEach(others::add);
    ArrayNode vain = node.putArray("in-vain");
    release.inVain(cell).forEach(vain::add);
    ObjectNode processes = node.putObject("processes");
    all.stream()
        .filter(one -> cell.boards().contains(one.board().name()))
        .filter(one -> !leftOut.contains(one.board().name()))
        .forEach(one -> processes.put(one.board().name(), one.processes(cell).orElse(null)));
  }

  private static void add(ObjectNode node, Finding finding) {
    node.put("id", finding.subject().id());
    node.put("cell", finding.subject().cell().id());
    node.put("board", finding.subject().board());
    node.put("criterion", finding.subject().criterion());
    node.put("outcome", finding.outcome().name());
    node.putNull("blame");
    // JSON has no infinity: the message tells of it.
    node.put(
        "measured", finding.measured().map(Quantity::value).filter(Double::isFinite).orElse(null));
    node.put("limit", finding.limit().bound().value());
    node.put("relation", finding.limit().relation().toString());
    node.put("unit", finding.limit().bound().unit().symbol());
    node.put("confidence", finding.confidence());
    node.put("message", finding.message());
    node.putNull("remedy");
    node.putNull("waiver");
    if (finding instanceof Finding.Broken broken) {
      node.put("blame", "MODEL").put("remedy", broken.remedy());
      broken.waiver().ifPresent(waiver -> add(node.putObject("waiver"), waiver));
    } else if (finding instanceof Finding.NotMeasured unknown) {
      node.put("blame", unknown.blame().name()).put("remedy", unknown.remedy());
    }
  }

  private static void add(ObjectNode node, Shard shard) {
    node.put("number", shard.number()).put("of", shard.of());
    shard.boards().forEach(node.withArray("/boards")::add);
  }

  private static void add(ObjectNode node, Waiver waiver) {
    node.put("finding", waiver.finding()).put("owner", waiver.owner());
    node.put("reason", waiver.reason()).put("expires", waiver.expires().toString());
  }

  private static void add(ObjectNode node, Trouble trouble) {
    node.put("blame", trouble.blame().name()).put("where", trouble.where());
    node.put("what", trouble.what()).put("remedy", trouble.remedy());
  }
}
