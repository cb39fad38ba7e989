package dev.gantry.converter;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.half.HalfCheck;
import dev.gantry.converter.half.HalfEmission;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.normalise.ModelNormaliser;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HalfOnSharedModelsTest {
  /** Those whose layers do not enlarge the rounding of others: plain float16 is enough. */
  private static final Set<String> GOOD_NATURED =
      Set.of(
          "ultraface_rfb320", "tbefn_180x320", "superres10", "tinybert", "dnsmos_p808", "dtln_1");

  /** Those that need a few nodes in float32. */
  private static final Set<String> DELICATE =
      Set.of("mnist8", "squeezenet_fp32", "nanotrack_backbone");

  @Test
  void float16_leaves_sixty_decibels_of_real_models_and_its_types_are_right() throws Exception {
    leaveSixty(SharedModels.quick(), 25);
  }

  @Test
  @Tag("thorough")
  void float16_leaves_sixty_decibels_of_every_real_model_and_its_types_are_right()
      throws Exception {
    leaveSixty(SharedModels.folders(), 40);
  }

  private static void leaveSixty(List<Path> folders, int least) throws Exception {
    List<String> table = new ArrayList<>();
    for (Path folder : folders) {
      String name = folder.getFileName().toString();
      Optional<Subject> subject = Subject.of(folder);
      if (subject.isPresent()) {
        table.add(String.format("%-40s %s", name, subject.get().line(GOOD_NATURED.contains(name))));
        if (DELICATE.contains(name)) {
          table.add(String.format("%-40s %s", name, subject.get().kept()));
        }
      }
    }
    Files.write(Files.createDirectories(Path.of("target")).resolve("half-models.txt"), table);

    assertThat(table).hasSizeGreaterThan(least).noneMatch(line -> line.contains("WRONG"));
  }

  /** A normalised model with its test input and what it makes of it. */
  private record Subject(OnnxMl.ModelProto graph, List<Tensor> sample, List<Tensor> expected) {
    static Optional<Subject> of(Path folder) throws Exception {
      try {
        OnnxModel model = OnnxModel.read(folder.resolve("model.onnx"));
        Optional<List<Tensor>> sample = SharedModels.sample(folder, model.graph());
        if (sample.isEmpty()) {
          return Optional.empty();
        }
        OnnxMl.ModelProto graph =
            new ModelNormaliser()
                .normalise(model, SampleFeed.of(List.of(sample.get())), OpsetRange.ANY)
                .model();
        return Optional.of(new Subject(graph, sample.get(), HalfCheck.run(graph, sample.get())));
      } catch (RefusedException e) {
        // Told of by the test of normalising.
        return Optional.empty();
      }
    }

    String line(boolean judged) throws Exception {
      try {
        return told(judged);
      } catch (RefusedException e) {
        return (judged ? "WRONG " : "") + "refused: " + e.getMessage();
      }
    }

    private String told(boolean judged) throws Exception {
      EmittedGraph typed = emit(Dialect.TENSORRT, 0);
      HalfCheck.typesAreRight(typed, sample);
      double decibel = decibel(emit(Dialect.ONNXRUNTIME, 0));
      return String.format(
          Locale.ROOT,
          "%s %6.1f dB rounded, %6.1f dB typed, %3d kept",
          judged && decibel < 60 ? "WRONG" : "",
          decibel,
          decibel(typed),
          typed.kept().size());
    }

    String kept() throws Exception {
      EmittedGraph emitted = emit(Dialect.ONNXRUNTIME, HalfEmission.FAITHFUL);
      double decibel = decibel(emitted);
      return String.format(
          Locale.ROOT,
          "%s %6.1f dB rounded with %d kept",
          decibel < 60 ? "WRONG" : "",
          decibel,
          emitted.kept().size());
    }

    private EmittedGraph emit(Dialect dialect, double decibel) throws Exception {
      return new HalfEmission(dialect, false, PrecisionPlan.none(), decibel)
          .emit(graph, SampleFeed.of(List.of(sample)));
    }

    private double decibel(EmittedGraph emitted) throws Exception {
      return HalfCheck.decibel(expected, HalfCheck.run(emitted.model(), sample));
    }
  }
}
