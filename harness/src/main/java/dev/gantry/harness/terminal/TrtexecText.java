package dev.gantry.harness.terminal;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.runner.wire.TensorrtBuildOptions;
import dev.gantry.targets.trtexec.TrtexecCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the command lines that trtexec will be given on each kind of board. */
record TrtexecText(ReleasePlan plan) {
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (BoardKind kind : plan.kinds()) {
      if (kind.backend() == Backend.TRTEXEC) {
        TensorrtSetup setup = kind.requireTensorrt();
        lines.add(
            "  kind "
                + kind.name()
                + " builds and runs with trtexec of TensorRT "
                + setup.version());
        TrtexecCommands.planned(setup.version())
            .ifPresent(errand -> commands(lines, kind, setup, errand));
      }
    }
    return lines;
  }

  private void commands(
      List<String> lines, BoardKind kind, TensorrtSetup setup, TrtexecCommands errand) {
    List<ReleasePlan.PlannedCell> cells =
        plan.cells().stream().filter(cell -> cell.cell().kind().equals(kind.name())).toList();
    cells.stream()
        .map(cell -> cell.cell().precision())
        .distinct()
        .forEach(
            precision ->
                line(
                    lines,
                    "build " + precision,
                    () ->
                        errand.build(
                            new RunnerRequest.Build(
                                "VARIANT",
                                kind.backend().engineFile(),
                                kind.backend(),
                                kind.threads(),
                                Optional.of(
                                    new TensorrtBuildOptions(
                                        precision,
                                        Optional.of("TIMING-CACHE"),
                                        Optional.empty(),
                                        setup.level(),
                                        setup.dla()))))));
    cells.stream()
        .map(cell -> plan.model(cell.cell().model()))
        .distinct()
        .forEach(
            model -> {
              List<String> inputs = model.golden().inputs().stream().map(TensorSpec::name).toList();
              line(lines, "each sample of " + model.name(), () -> errand.infer(inputs));
              line(lines, "time " + model.name(), () -> errand.time(inputs, plan.scenario()));
            });
    line(lines, "inspect", errand::inspect);
  }

  private interface Words {
    List<String> of() throws RefusedException;
  }

  private static void line(List<String> lines, String what, Words words) {
    try {
      lines.add(
          "       "
              + what
              + ": trtexec "
              + words.of().stream().map(TrtexecText::shown).collect(Collectors.joining(" ")));
    } catch (RefusedException e) {
      lines.add("       " + what + ": " + e.problems().get(0).what());
    }
  }

  private static String shown(String word) {
    return word.matches("[A-Za-z0-9_=:,./+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
