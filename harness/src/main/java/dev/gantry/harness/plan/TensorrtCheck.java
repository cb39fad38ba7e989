package dev.gantry.harness.plan;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.runner.wire.TensorrtBuildOptions;
import dev.gantry.settings.tree.SettingsDocument;
import dev.gantry.targets.trtexec.TrtexecCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Checks what a rack file says of the TensorRT of one kind, before any board is asked. */
final class TensorrtCheck {
  private final SettingsDocument rack;
  private final String kind;
  private final List<Problem> problems = new ArrayList<>();

  TensorrtCheck(SettingsDocument rack, String kind) {
    this.rack = rack;
    this.kind = kind;
  }

  List<Problem> problems() {
    String backend = rack.text("kinds", kind, "backend").orElse("");
    boolean written = rack.at("kinds", kind, "tensorrt").isPresent();
    if (backend.equals(Backend.ONNXRUNTIME.toString()) && written) {
      tell(
          "the backend " + backend + " has no TensorRT",
          "leave 'tensorrt' out, or choose the backend trtexec or tensorrt",
          "tensorrt");
    } else if (backend.equals(Backend.TRTEXEC.toString())
        || backend.equals(Backend.TENSORRT.toString())) {
      version(backend);
    }
    return problems;
  }

  private void version(String backend) {
    Optional<String> named = rack.text("kinds", kind, "tensorrt", "version");
    Optional<String> jetpack = rack.text("kinds", kind, "expect", "jetpack");
    Optional<String> known = jetpack.flatMap(TensorrtOfKind::ofJetPack);
    Optional<String> version = named.or(() -> known);
    if (version.isEmpty()) {
      tell(
          jetpack
              .map(text -> "nobody here knows which TensorRT JetPack " + text + " has")
              .orElse("which TensorRT the boards of this kind have is not said"),
          "say it, like tensorrt: { version: \"10.3\" }"
              + (jetpack.isEmpty() ? ", or expect: { jetpack: \"6.2\" }" : "")
              + "; 'gantry rack probe' tells what a board has",
          "backend");
      return;
    }
    Optional<TrtexecCommands> errand = TrtexecCommands.planned(version.get());
    if (errand.isEmpty()) {
      tell(
          "nothing is known of TensorRT " + version.get(),
          "known are 8.5, 8.6, 10 and 11",
          named.isPresent() ? new String[] {"tensorrt", "version"} : new String[] {"backend"});
    } else if (backend.equals(Backend.TRTEXEC.toString())) {
      options(errand.get(), version.get());
    }
  }

  /** What the trtexec of that version would answer with 'Unknown option'. */
  private void options(TrtexecCommands errand, String version) {
    try {
      TensorrtSetup setup =
          new TensorrtSetup(version, number("level"), number("dla"), Optional.empty());
      errand.build(build(Precision.FP16, setup));
    } catch (RefusedException e) {
      for (Problem problem : e.problems()) {
        tell(problem.what(), problem.remedy(), "tensorrt");
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

  private OptionalInt number(String key) {
    return rack.text("kinds", kind, "tensorrt", key)
        .filter(text -> text.matches("[0-9]{1,3}"))
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElseGet(OptionalInt::empty);
  }

  private void tell(String what, String remedy, String... inside) {
    List<Object> place = new ArrayList<>(List.of("kinds", kind));
    place.addAll(List.of(inside));
    problems.add(rack.problem(what, remedy, place.toArray()));
  }
}
