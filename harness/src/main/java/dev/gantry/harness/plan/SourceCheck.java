package dev.gantry.harness.plan;

import dev.gantry.converter.model.OnnxModel;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.ModelSpecs;
import dev.gantry.harness.files.ReleaseFile;
import dev.gantry.harness.walk.PreparedRelease;
import dev.gantry.settings.ReadResult;
import dev.gantry.settings.tree.NearestWord;
import dev.gantry.settings.tree.SettingsDocument;
import dev.gantry.settings.tree.SettingsNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The models and golden sets that a release file names. Looked for in what was written, so that a
 * slip elsewhere in the file does not hide a missing model.
 */
final class SourceCheck {
  private final SettingsDocument document;
  private final ReadResult<ReleaseFile> file;
  private final ModelBackends backends;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, PreparedRelease.Source> sources = new LinkedHashMap<>();

  SourceCheck(ReadResult<ReleaseFile> file, ModelBackends backends) {
    this.file = file;
    this.backends = backends;
    this.document = file.document();
    if (document.at("models").orElse(null) instanceof SettingsNode.Sequence models) {
      for (int index = 0; index < models.items().size(); index++) {
        check(index);
      }
    }
  }

  List<Problem> problems() {
    return problems;
  }

  Map<String, PreparedRelease.Source> sources() {
    return sources;
  }

  private void check(int index) {
    Optional<OnnxModel> model = model(index);
    Optional<GoldenFolder> golden = golden(index);
    golden.ifPresent(set -> references(index, set));
    golden.ifPresent(set -> slices(index, set));
    golden.ifPresent(set -> problems.addAll(new TaskCheck(document, index, set).problems()));
    if (model.isPresent() && golden.isPresent()) {
      misfits(index, model.get(), golden.get());
      origin(index, model.get(), golden.get());
      ConversionCheck conversion =
          new ConversionCheck(file, index, model.get(), golden.get(), backends.dialects(index));
      problems.addAll(conversion.problems());
      document
          .text("models", index, "name")
          .ifPresent(name -> conversion.source().ifPresent(source -> sources.put(name, source)));
    }
  }

  private Optional<OnnxModel> model(int index) {
    Optional<Path> path = path(index, "onnx");
    try {
      return path.isEmpty() ? Optional.empty() : Optional.of(OnnxModel.readToRun(path.get()));
    } catch (RefusedException e) {
      tell(index, "onnx", e);
      return Optional.empty();
    }
  }

  private Optional<GoldenFolder> golden(int index) {
    Optional<Path> path = path(index, "golden");
    try {
      return path.isEmpty() ? Optional.empty() : Optional.of(GoldenFolder.open(path.get()));
    } catch (RefusedException e) {
      tell(index, "golden", e);
      return Optional.empty();
    }
  }

  private void misfits(int index, OnnxModel model, GoldenFolder golden) {
    List<String> misfits = new ArrayList<>();
    try {
      ModelSpecs specs = ModelSpecs.of(model.file());
      misfits.addAll(specs.misfits(golden.set()));
      problems.addAll(new BatchCheck(document, index, specs).problems());
    } catch (RefusedException e) {
      e.problems().forEach(problem -> misfits.add(problem.file() + ": " + problem.what()));
    }
    if (!golden.hasReferences()) {
      misfits.add("golden set " + golden.set().name() + " has no references to be held against");
    }
    misfits.forEach(
        words ->
            problems.add(
                document.problem(
                    words,
                    "name the golden set that was captured for this model",
                    "models",
                    index,
                    "golden")));
  }

  /** References of another model prove nothing, however well the shapes fit. */
  private void origin(int index, OnnxModel model, GoldenFolder golden) {
    golden
        .capturedFrom()
        .filter(digest -> !digest.equals(model.digest().toString()))
        .ifPresent(
            digest ->
                problems.add(
                    document.problem(
                        "golden set "
                            + golden.set().name()
                            + " was captured from model "
                            + digest
                            + ", this one is "
                            + model.digest(),
                        "capture the references again, from the model that is to be released",
                        "models",
                        index,
                        "golden")));
  }

  /** Judgement compares in float32; another type would only be found out after hours of work. */
  private void references(int index, GoldenFolder golden) {
    golden.set().outputs().stream()
        .filter(output -> output.type() != ElementType.FLOAT32)
        .forEach(
            output ->
                problems.add(
                    document.problem(
                        "this version of Gantry judges float32 outputs only, and there is "
                            + output,
                        "end the model with a Cast to float, and capture the set again",
                        "models",
                        index,
                        "golden")));
  }

  private void slices(int index, GoldenFolder golden) {
    Set<String> known = golden.set().slices();
    if (document.at("models", index, "task", "slices").orElse(null)
        instanceof SettingsNode.Mapping slices) {
      for (String slice : slices.entries().keySet()) {
        if (!known.contains(slice)) {
          problems.add(
              document.problem(
                  "golden set " + golden.set().name() + " has no slice '" + slice + "'",
                  new NearestWord(known).remedy(slice),
                  "models",
                  index,
                  "task",
                  "slices",
                  slice));
        }
        known.stream()
            .filter(other -> !other.equals(slice) && other.equalsIgnoreCase(slice))
            .filter(other -> known.contains(slice))
            .forEach(
                other ->
                    problems.add(
                        document.problem(
                            "golden set "
                                + golden.set().name()
                                + " has a slice '"
                                + other
                                + "' too, which differs in case only and would not be limited",
                            "give both the same name in the set, and make it again",
                            "models",
                            index,
                            "task",
                            "slices",
                            slice)));
      }
    }
  }

  private Optional<Path> path(int index, String key) {
    return document
        .text("models", index, key)
        .filter(text -> !text.isBlank())
        .flatMap(text -> path(index, key, text));
  }

  private Optional<Path> path(int index, String key, String text) {
    try {
      return Optional.of(file.folder().resolve(Path.of(text)));
    } catch (InvalidPathException e) {
      problems.add(
          document.problem(
              "this system cannot name such a file: " + e.getReason(),
              "use another name, or a UTF-8 locale",
              "models",
              index,
              key));
      return Optional.empty();
    }
  }

  private void tell(int index, String key, RefusedException refused) {
    String written = document.text("models", index, key).orElse("");
    for (Problem problem : refused.problems()) {
      // The line is where a person mends it; the file inside a set is told too.
      String inside =
          problem.file().endsWith(Path.of(written).toString()) ? written : problem.file();
      String line = problem.line().isPresent() ? ":" + problem.line().getAsInt() : "";
      problems.add(
          document.problem(
              inside + line + " " + problem.what(), problem.remedy(), "models", index, key));
    }
  }
}
