package dev.gantry.harness.plan;

import dev.gantry.converter.model.OnnxModel;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.ModelSpecs;
import dev.gantry.harness.files.ReleaseFile;
import dev.gantry.harness.files.ReleaseFile.ModelEntry;
import dev.gantry.harness.files.ReleaseFile.TaskEntry;
import dev.gantry.harness.walk.PreparedRelease;
import dev.gantry.settings.ReadResult;
import dev.gantry.settings.shape.PartialRecord;
import dev.gantry.settings.shape.RecordKey;
import dev.gantry.settings.tree.NearestWord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The models and golden sets that a release file names. Looked for in all that is right in it, so
 * that a slip elsewhere in the file does not hide a missing model.
 */
final class SourceCheck {
  private final ReadResult<ReleaseFile> file;
  private final ModelBackends backends;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, PreparedRelease.Source> sources = new LinkedHashMap<>();

  SourceCheck(ReadResult<ReleaseFile> file, ModelBackends backends) {
    this.file = file;
    this.backends = backends;
    file.parts().parts(ReleaseFile::models).forEach(this::check);
  }

  List<Problem> problems() {
    return problems;
  }

  Map<String, PreparedRelease.Source> sources() {
    return sources;
  }

  private void check(PartialRecord<ModelEntry> entry) {
    Optional<OnnxModel> model = read(entry, ModelEntry::onnx, OnnxModel::readToRun);
    Optional<GoldenFolder> golden = read(entry, ModelEntry::golden, GoldenFolder::open);
    golden.ifPresent(set -> references(entry, set));
    golden.ifPresent(set -> entry.part(ModelEntry::task).ifPresent(task -> slices(task, set)));
    golden.ifPresent(set -> problems.addAll(new TaskCheck(entry, set).problems()));
    if (model.isPresent() && golden.isPresent()) {
      misfits(entry, model.get(), golden.get());
      origin(entry, model.get(), golden.get());
      ConversionCheck conversion =
          new ConversionCheck(
              file.folder(), entry, model.get(), golden.get(), backends.dialects(entry));
      problems.addAll(conversion.problems());
      entry
          .value(ModelEntry::name)
          .ifPresent(name -> conversion.source().ifPresent(source -> sources.put(name, source)));
    }
  }

  /** What a file or folder is read into, or why it cannot be. */
  private interface Reading<T> {
    T of(Path path) throws RefusedException;
  }

  private <T> Optional<T> read(
      PartialRecord<ModelEntry> entry, RecordKey<ModelEntry, Path> key, Reading<T> reading) {
    Optional<Path> written = entry.value(key);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reading.of(file.folder().resolve(written.get())));
    } catch (RefusedException e) {
      tell(entry, key, written.get().toString(), e);
      return Optional.empty();
    }
  }

  private void misfits(PartialRecord<ModelEntry> entry, OnnxModel model, GoldenFolder golden) {
    List<String> misfits = new ArrayList<>();
    try {
      ModelSpecs specs = ModelSpecs.of(model.file());
      misfits.addAll(specs.misfits(golden.set()));
      problems.addAll(new BatchCheck(entry, specs).problems());
    } catch (RefusedException e) {
      e.problems().forEach(problem -> misfits.add(problem.file() + ": " + problem.what()));
    }
    if (!golden.hasReferences()) {
      misfits.add("golden set " + golden.set().name() + " has no references to be held against");
    }
    misfits.forEach(
        words ->
            problems.add(
                entry.problem(
                    words,
                    "name the golden set that was captured for this model",
                    ModelEntry::golden)));
  }

  /** References of another model prove nothing, however well the shapes fit. */
  private void origin(PartialRecord<ModelEntry> entry, OnnxModel model, GoldenFolder golden) {
    golden
        .capturedFrom()
        .filter(digest -> !digest.equals(model.digest().toString()))
        .ifPresent(
            digest ->
                problems.add(
                    entry.problem(
                        "golden set "
                            + golden.set().name()
                            + " was captured from model "
                            + digest
                            + ", this one is "
                            + model.digest(),
                        "capture the references again, from the model that is to be released",
                        ModelEntry::golden)));
  }

  /** Judgement compares in float32; another type would only be found out after hours of work. */
  private void references(PartialRecord<ModelEntry> entry, GoldenFolder golden) {
    golden.set().outputs().stream()
        .filter(output -> output.type() != ElementType.FLOAT32)
        .forEach(
            output ->
                problems.add(
                    entry.problem(
                        "this version of Gantry judges float32 outputs only, and there is "
                            + output,
                        "end the model with a Cast to float, and capture the set again",
                        ModelEntry::golden)));
  }

  private void slices(PartialRecord<TaskEntry> task, GoldenFolder golden) {
    Set<String> known = golden.set().slices();
    for (String slice : task.names(TaskEntry::slices)) {
      if (!known.contains(slice)) {
        problems.add(
            task.problem(
                "golden set " + golden.set().name() + " has no slice '" + slice + "'",
                new NearestWord(known).remedy(slice),
                TaskEntry::slices,
                slice));
      }
      known.stream()
          .filter(other -> !other.equals(slice) && other.equalsIgnoreCase(slice))
          .forEach(
              other ->
                  problems.add(
                      task.problem(
                          "golden set "
                              + golden.set().name()
                              + " has a slice '"
                              + other
                              + "' too, which differs in case only and would not be limited",
                          "give both the same name in the set, and make it again",
                          TaskEntry::slices,
                          slice)));
    }
  }

  private void tell(
      PartialRecord<ModelEntry> entry,
      RecordKey<ModelEntry, Path> key,
      String written,
      RefusedException refused) {
    for (Problem problem : refused.problems()) {
      // The line is where a person mends it; the file inside a set is told too.
      String inside = problem.file().endsWith(written) ? written : problem.file();
      String line = problem.line().isPresent() ? ":" + problem.line().getAsInt() : "";
      problems.add(entry.problem(inside + line + " " + problem.what(), problem.remedy(), key));
    }
  }
}
