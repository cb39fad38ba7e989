package dev.gantry.harness.plan;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.harness.files.ExpectedStateEntry;
import dev.gantry.harness.files.RackFile.KindEntry;
import dev.gantry.harness.files.TensorrtEntry;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.runner.wire.TensorrtBuildOptions;
import dev.gantry.settings.shape.PartialRecord;
import dev.gantry.settings.shape.RecordKey;
import dev.gantry.targets.trtexec.TrtexecCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Checks what a rack file says of the TensorRT of one kind, before any board is asked. */
final class TensorrtCheck {
  private final PartialRecord<KindEntry> kind;
  private final Optional<PartialRecord<TensorrtEntry>> tensorrt;
  private final List<Problem> problems = new ArrayList<>();

  TensorrtCheck(PartialRecord<KindEntry> kind) {
    this.kind = kind;
    this.tensorrt = kind.part(KindEntry::tensorrt);
  }

  List<Problem> problems() {
    Optional<Backend> backend = kind.value(KindEntry::backend);
    if (backend.isEmpty()) {
      return problems;
    }
    if (backend.get() != Backend.ONNXRUNTIME) {
      version(backend.get());
    } else if (tensorrt.isPresent()) {
      problems.add(
          kind.problem(
              "the backend " + backend.get() + " has no TensorRT",
              "leave 'tensorrt' out, or choose the backend trtexec or tensorrt",
              KindEntry::tensorrt));
    }
    return problems;
  }

  private void version(Backend backend) {
    Optional<String> named = tensorrt.flatMap(entry -> entry.optional(TensorrtEntry::version));
    Optional<String> jetpack =
        kind.part(KindEntry::expect).flatMap(entry -> entry.optional(ExpectedStateEntry::jetpack));
    Optional<String> version = named.or(() -> jetpack.flatMap(TensorrtOfKind::ofJetPack));
    if (version.isEmpty()) {
      problems.add(
          kind.problem(
              jetpack
                  .map(text -> "nobody here knows which TensorRT JetPack " + text + " has")
                  .orElse("which TensorRT the boards of this kind have is not said"),
              "say it, like tensorrt: { version: \"10.3\" }"
                  + (jetpack.isEmpty() ? ", or expect: { jetpack: \"6.2\" }" : "")
                  + "; 'gantry rack probe' tells what a board has",
              KindEntry::backend));
      return;
    }
    Optional<TrtexecCommands> errand = TrtexecCommands.planned(version.get());
    if (errand.isEmpty()) {
      String what = "nothing is known of TensorRT " + version.get();
      String remedy = "known are 8.5, 8.6, 10 and 11";
      problems.add(
          named.isPresent()
              ? tensorrt.orElseThrow().problem(what, remedy, TensorrtEntry::version)
              : kind.problem(what, remedy, KindEntry::backend));
    } else if (backend == Backend.TRTEXEC) {
      options(errand.get(), version.get());
    }
  }

  /** What the trtexec of that version would answer with 'Unknown option'. */
  private void options(TrtexecCommands errand, String version) {
    try {
      TensorrtSetup setup =
          new TensorrtSetup(
              version, number(TensorrtEntry::level), number(TensorrtEntry::dla), Optional.empty());
      errand.build(build(Precision.FP16, setup));
    } catch (RefusedException e) {
      for (Problem problem : e.problems()) {
        problems.add(kind.problem(problem.what(), problem.remedy(), KindEntry::tensorrt));
      }
    } catch (IllegalArgumentException e) {
      // What is wrong with a number or a version was told by the reader of the file.
      return;
    }
  }

  /** Whatever decides its options; what a board decides is not known yet. */
  static RunnerRequest.Build build(Precision precision, TensorrtSetup setup) {
    TensorrtBuildOptions build =
        new TensorrtBuildOptions(
            precision,
            Optional.of("TIMING-CACHE"),
            Optional.<ByteCount>empty(),
            setup.level(),
            setup.dla());
    return new RunnerRequest.Build(
        "VARIANT", Backend.TRTEXEC.engineFile(), Backend.TRTEXEC, 1, Optional.of(build));
  }

  private OptionalInt number(RecordKey<TensorrtEntry, Optional<Integer>> key) {
    return tensorrt
        .flatMap(entry -> entry.optional(key))
        .map(OptionalInt::of)
        .orElseGet(OptionalInt::empty);
  }
}
