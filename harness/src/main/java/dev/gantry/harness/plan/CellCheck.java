package dev.gantry.harness.plan;

import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Problem;
import dev.gantry.harness.files.LatencyLimits;
import dev.gantry.harness.files.ParityLimits;
import dev.gantry.harness.files.RackFile;
import dev.gantry.harness.files.RackFile.BoardEntry;
import dev.gantry.harness.files.ReleaseFile;
import dev.gantry.harness.files.ReleaseFile.ModelEntry;
import dev.gantry.settings.shape.PartialRecord;
import dev.gantry.settings.shape.RecordKey;
import dev.gantry.settings.tree.NearestWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cells of a release against the rack, and against what this version can do. What cannot be
 * honoured is refused here: an ignored limit would be a pass that nobody measured.
 */
final class CellCheck {
  private static final String LEAVE_OUT = "leave it out; what is not measured must not be demanded";

  private final PartialRecord<ReleaseFile> release;
  private final PartialRecord<RackFile> rack;
  private final List<Problem> problems = new ArrayList<>();

  CellCheck(PartialRecord<ReleaseFile> release, PartialRecord<RackFile> rack) {
    this.release = release;
    this.rack = rack;
  }

  List<Problem> problems() {
    List<String> kinds = rack.names(RackFile::kinds);
    Set<String> manned = manned();
    for (PartialRecord<ModelEntry> model : release.parts(ReleaseFile::models)) {
      boards(model, kinds, manned);
      limited(model, "parity", ModelEntry::parity);
      limited(model, "audit", ModelEntry::audit);
      fullPrecision(model);
      builds(model);
      notYet(model);
      criteria(model);
    }
    return problems;
  }

  private void boards(PartialRecord<ModelEntry> model, List<String> kinds, Set<String> manned) {
    if (kinds.isEmpty()) {
      return;
    }
    model
        .items(ModelEntry::boards)
        .forEach(
            (place, kind) -> {
              if (!kinds.contains(kind)) {
                problems.add(
                    model.problem(
                        "'" + kind + "' is not a board kind of the rack file " + rack.file(),
                        new NearestWord(kinds).remedy(kind),
                        ModelEntry::boards,
                        place));
              } else if (!manned.contains(kind)) {
                problems.add(
                    model.problem(
                        "kind '" + kind + "' has no board in the rack file " + rack.file(),
                        "add a board of that kind there, or leave the kind out here",
                        ModelEntry::boards,
                        place));
              }
            });
  }

  /** Limits of a precision that is not released would be limits of nothing. */
  private <T> void limited(
      PartialRecord<ModelEntry> model, String words, RecordKey<ModelEntry, Map<Precision, T>> key) {
    for (Precision limited : model.names(key)) {
      if (!model.items(ModelEntry::precisions).containsValue(limited)) {
        problems.add(
            model.problem(
                words + " limits " + limited + ", which is not among the precisions",
                "add it to precisions, or leave the limits out",
                key,
                limited));
      }
    }
  }

  private void fullPrecision(PartialRecord<ModelEntry> model) {
    if (model.names(ModelEntry::audit).contains(Precision.FP32)) {
      problems.add(
          model.problem(
              "whatever an engine computes in, it is fp32 or lower",
              "leave it out",
              ModelEntry::audit,
              Precision.FP32));
    }
  }

  /** Other builds are held against these limits, so there must be one. */
  private void builds(PartialRecord<ModelEntry> model) {
    boolean limited =
        Stream.<RecordKey<ModelEntry, ?>>of(
                ModelEntry::parity, ModelEntry::task, ModelEntry::audit, ModelEntry::latency)
            .anyMatch(model::fills);
    boolean several = model.text(ModelEntry::builds).filter(text -> !text.equals("1")).isPresent();
    if (several && !limited) {
      problems.add(
          model.problem(
              "other builds are held against the limits of parity, task, audit and latency, and there are none",
              "add such a limit, or leave 'builds' out",
              ModelEntry::builds));
    }
  }

  private void notYet(PartialRecord<ModelEntry> model) {
    model
        .part(ModelEntry::latency)
        .filter(latency -> latency.has(LatencyLimits::regression))
        .ifPresent(
            latency ->
                problems.add(
                    latency.problem(
                        "this version of Gantry compares with no baseline",
                        LEAVE_OUT,
                        LatencyLimits::regression)));
  }

  /** A cell of which nothing is demanded could never pass. */
  private void criteria(PartialRecord<ModelEntry> model) {
    boolean always =
        Stream.<RecordKey<ModelEntry, ?>>of(
                ModelEntry::task,
                ModelEntry::latency,
                ModelEntry::deadline,
                ModelEntry::throughput,
                ModelEntry::soak,
                ModelEntry::cold,
                ModelEntry::memory)
            .anyMatch(model::fills);
    if (always) {
      return;
    }
    Map<Precision, PartialRecord<ParityLimits>> parity = model.named(ModelEntry::parity);
    model
        .items(ModelEntry::precisions)
        .forEach(
            (place, precision) -> {
              if (Optional.ofNullable(parity.get(precision)).stream()
                  .allMatch(PartialRecord::isEmpty)) {
                problems.add(
                    model.problem(
                        "nothing is demanded of " + precision + ", so it could never pass",
                        "add limits, such as parity: { " + precision + ": { sqnr: \">= 40 dB\" } }",
                        ModelEntry::precisions,
                        place));
              }
            });
  }

  private Set<String> manned() {
    return rack.parts(RackFile::boards).stream()
        .flatMap(board -> board.value(BoardEntry::kind).stream())
        .collect(Collectors.toSet());
  }
}
