package dev.gantry.converter;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.compare.LayerDamageSearch;
import dev.gantry.converter.compare.OutputAgreement;
import dev.gantry.converter.compare.SomeSamples;
import dev.gantry.converter.compare.TaskTally;
import dev.gantry.converter.compare.VariantAgreement;
import dev.gantry.converter.compare.VariantComparison;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.RefusedException;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.OverdueException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a model and a variant of it on a golden set, and says how far they agree. */
public final class AgreementRun {
  /** More would rarely change what is told, and each costs two inferences. */
  private static final int MOST = 128;

  private final GoldenFolder set;
  private final ConversionWatch watch;

  public AgreementRun(GoldenFolder set, ConversionWatch watch) {
    this.set = set;
    this.watch = watch;
  }

  public VariantAgreement of(OnnxModel model, Conversion conversion)
      throws RefusedException, IOException {
    try {
      return inTime(model, conversion);
    } catch (OverdueException e) {
      throw new RefusedException(e.problem());
    }
  }

  private VariantAgreement inTime(OnnxModel model, Conversion conversion)
      throws RefusedException, IOException {
    InferenceLimit limit = watch.limit(model);
    int all = set.set().samples().size();
    List<Integer> numbers = spread(all, Math.min(MOST, all));
    SampleFeed some = new SomeSamples(set, numbers).within(limit);
    String name = conversion.variant().model();
    Optional<TaskTally> task = TaskTally.of(set);
    List<OutputAgreement> outputs;
    try (VariantComparison comparison =
        VariantComparison.of(
            model.file(), conversion.file(), conversion.variant().dialect(), limit)) {
      outputs =
          comparison.run(
              watch.watched(name, "hold the variant against the model", some),
              (sample, expected, got) -> {
                if (task.isPresent()) {
                  task.get().add(numbers.get(sample), expected, got);
                }
              });
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
    return new VariantAgreement(
        numbers.stream().map(number -> set.set().samples().get(number).name()).toList(),
        all,
        outputs,
        task.flatMap(TaskTally::pair),
        damage(name, conversion, some));
  }

  private Optional<LayerDamageSearch.Found> damage(
      String name, Conversion conversion, SampleFeed some) throws IOException {
    Precision precision = conversion.variant().precision();
    if (precision != Precision.INT8 && precision != Precision.INT8_FP16) {
      return Optional.empty();
    }
    watch.begin(name, "look for the layers that suffer");
    OnnxMl.ModelProto variant = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(conversion.file()));
    return new LayerDamageSearch(variant, step -> watch.check()).of(some);
  }

  private static List<Integer> spread(int all, int wanted) {
    List<Integer> numbers = new ArrayList<>();
    for (int index = 0; index < wanted; index++) {
      numbers.add(Math.toIntExact((long) index * all / wanted));
    }
    return numbers;
  }
}
