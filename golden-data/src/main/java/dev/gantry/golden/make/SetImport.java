package dev.gantry.golden.make;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RefusedException;
import dev.gantry.files.AtomicFolder;
import dev.gantry.golden.DamagedFileException;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.Verification;
import dev.gantry.golden.VerificationOptions;
import dev.gantry.golden.archive.PackedSet;
import dev.gantry.golden.work.StepCounter;
import dev.gantry.golden.work.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Makes a golden set of a draft or of foreign test data, with all that is there and no more. */
public final class SetImport {
  private final GoldenFolder from;
  private final Workers workers;
  private final Consumer<Progress> progress;

  public SetImport(GoldenFolder from, BooleanSupplier cancelled, Consumer<Progress> progress) {
    this.from = from;
    this.workers = Workers.onAllCores(cancelled);
    this.progress = progress;
  }

  /** A packed set as a folder; it is there whole and verified, or not at all. */
  public static GoldenFolder unpacked(
      Path tar, Path folder, BooleanSupplier cancelled, Consumer<Progress> progress)
      throws RefusedException, IOException {
    try (AtomicFolder fresh = AtomicFolder.at(folder)) {
      Path content = fresh.path().resolve("content");
      PackedSet.unpack(tar, content, bytes -> {}, cancelled);
      verify(content, tar, cancelled, progress);
      fresh.place(content);
    }
    return GoldenFolder.look(folder);
  }

  /** The new set, which is there whole or not at all, and in which every sample opens. */
  public GoldenFolder into(Path folder) throws RefusedException, IOException {
    try (AtomicFolder fresh = AtomicFolder.at(folder)) {
      SetCopy.Copied copied =
          new SetCopy(from, fresh.path(), true)
              .copy(workers, new StepCounter(from.set().name(), "copy the files", progress)::of);
      new NewSet(from, fresh.path(), copied).write(provenance());
      verify(fresh.path(), from.folder(), workers.cancelled(), progress);
      NewSet.checked(fresh.path());
      fresh.place();
    } catch (DamagedFileException e) {
      throw new RefusedException(e.problem());
    }
    return GoldenFolder.look(folder);
  }

  private static void verify(
      Path copy, Path given, BooleanSupplier cancelled, Consumer<Progress> progress)
      throws RefusedException, IOException {
    List<Problem> problems =
        new Verification(
                GoldenFolder.look(copy),
                new VerificationOptions(
                    VerificationOptions.Depth.CONTENTS, Optional.empty(), false),
                cancelled,
                progress)
            .verify()
            .problems();
    if (!problems.isEmpty()) {
      throw new RefusedException(told(problems, copy, given));
    }
  }

  /** Of what was given: the copy is gone when someone reads this. */
  static List<Problem> told(List<Problem> problems, Path copy, Path given) {
    return problems.stream()
        .map(
            problem ->
                new Problem(
                    problem.file().replace(copy.toString(), given.toString()),
                    problem.line(),
                    problem.what(),
                    problem.remedy()))
        .toList();
  }

  private Map<String, String> provenance() {
    Map<String, String> provenance = new TreeMap<>(from.provenance());
    if (from.account().manifest().isEmpty()) {
      provenance.put("imported", "from the layout of ONNX tests");
    }
    return provenance;
  }
}
