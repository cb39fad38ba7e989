package dev.gantry.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.compare.OutputAgreement;
import dev.gantry.converter.compare.TaskTally;
import dev.gantry.converter.compare.VariantAgreement;
import dev.gantry.converter.compare.VariantComparison;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.ParityMetric;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.files.FileDigest;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.array.NpyWriter;
import dev.gantry.golden.score.ScoreRun;
import dev.gantry.golden.score.ScoreTable;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import dev.gantry.validation.accuracy.MetricPair;
import dev.gantry.validation.accuracy.SampleScoring;
import dev.gantry.validation.accuracy.SampleTaskScore;
import dev.gantry.validation.comparison.OutputComparison;
import dev.gantry.validation.comparison.ParityMeasure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Conversions, golden scores and judgement tell the same figures of the same outputs. */
class SameFiguresTest {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int WIDTH = 3;
  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;

  /** An output without any number, beside the one that has them. */
  private static final String EMPTY = "none";

  @TempDir Path folder;

  /** Rows of what the model says and what the variant says; the second class is labelled. */
  enum Case {
    EQUAL(1, 3, 2, 1, 3, 2),
    NEAR(1, 3, 2, 1, 3.5f, 2),
    ANOTHER_ANSWER(1, 3, 2, 3, 1, 2),
    A_SILENT_REFERENCE(0, 0, 0, 1, 2, 1),
    A_SILENT_ANSWER(1, 3, 2, 0, 0, 0),
    BOTH_SILENT(0, 0, 0, 0, 0, 0),
    NAN_ANSWERED(1, 3, 2, NAN, 3, 2),
    INFINITY_ANSWERED(1, 3, 2, 1, INF, 2),
    NOTHING_BUT_NAN(1, 3, 2, NAN, NAN, NAN),
    INFINITY_IN_BOTH(1, INF, 2, 1, INF, 2),
    INFINITY_IN_THE_REFERENCE(1, INF, 2, 1, 3, 2),
    MANY(1, 3, 2, 1, 3.5f, 2, 0, 0, 0, 1, 2, 1, 3, 1, 2, 1, 3, 2, 1, 3, 2, NAN, 3, 2);

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final float[] rows;

    Case(float... rows) {
      this.rows = rows;
    }

    int samples() {
      return rows.length / (2 * WIDTH);
    }

    float[] references() {
      float[] references = new float[samples() * WIDTH];
      for (int sample = 0; sample < samples(); sample++) {
        System.arraycopy(rows, sample * 2 * WIDTH, references, sample * WIDTH, WIDTH);
      }
      return references;
    }
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void of_the_same_outputs(Case given) throws Exception {
    Path model = Files.write(folder.resolve("model.onnx"), half(0));
    Path variant = Files.write(folder.resolve("variant.onnx"), half(WIDTH));
    GoldenFolder set = set(given);

    TaskTally tally = TaskTally.of(set).orElseThrow();
    List<OutputAgreement> converted = converted(set, model, variant, tally);
    VariantAgreement.TaskPair pair = tally.pair().orElseThrow();
    ScoreTable.Row scored =
        new ScoreRun(set, () -> false, step -> {})
            .against(variant)
            .row(ScoreTable.Part.ALL, "")
            .orElseThrow();
    List<SampleTaskScore> judged = judged(set, variant);

    assertThat(converted).extracting(OutputAgreement::output).containsExactly("logits", EMPTY);
    for (int output = 0; output < converted.size(); output++) {
      same(converted.get(output), total(judged, output));
    }
    MetricPair task = MetricPair.of(TaskMetric.TOP1, judged, 2);
    assertThat(scored.reference()).hasValue(pair.model());
    assertThat(scored.model()).hasValue(pair.variant());
    assertThat(task.reference().all()).hasValue(pair.model());
    assertThat(task.engine().all()).hasValue(pair.variant());
  }

  private static void same(OutputAgreement converted, OutputComparison judged) {
    assertThat(converted.decibel()).isEqualTo(new ParityMeasure(ParityMetric.SQNR).of(judged));
    assertThat(converted.cosine()).isEqualTo(new ParityMeasure(ParityMetric.COSINE).of(judged));
    assertThat(converted.largest()).isEqualTo(new ParityMeasure(ParityMetric.MAX_ABS).of(judged));
    assertThat(converted.strays()).isEqualTo(judged.values().strays());
  }

  private static OutputComparison total(List<SampleTaskScore> judged, int output) {
    return judged.stream()
        .map(one -> one.outputs().get(output))
        .reduce(OutputComparison::plus)
        .orElseThrow();
  }

  private static List<OutputAgreement> converted(
      GoldenFolder set, Path model, Path variant, TaskTally tally) throws Exception {
    List<List<Tensor>> inputs = new ArrayList<>();
    for (int sample = 0; sample < set.set().samples().size(); sample++) {
      inputs.add(set.inputs(sample));
    }
    try (VariantComparison comparison =
        VariantComparison.of(
            model, variant, Dialect.ONNXRUNTIME, InferenceLimit.usual("the model"))) {
      return comparison.run(SampleFeed.of(inputs), tally::add);
    }
  }

  private static List<SampleTaskScore> judged(GoldenFolder set, Path variant) throws Exception {
    List<SampleTaskScore> judged = new ArrayList<>();
    SampleScoring scoring = SampleScoring.of(set.set());
    try (LoadedEngine engine =
        LoadedEngine.exact(variant, 1, InferenceLimit.usual("the variant"))) {
      for (int sample = 0; sample < set.set().samples().size(); sample++) {
        judged.add(
            scoring.score(
                set.set().samples().get(sample),
                set.references(sample),
                engine.run(set.inputs(sample))));
      }
    }
    return judged;
  }

  private GoldenFolder set(Case given) throws Exception {
    Path root = Files.createDirectories(folder.resolve("set"));
    long samples = given.samples();
    NpyWriter.write(
        root.resolve("x.npy"), Tensor.ofFloats("x", List.of(samples, 2L * WIDTH), given.rows));
    NpyWriter.write(
        root.resolve("logits.npy"),
        Tensor.ofFloats("logits", List.of(samples, (long) WIDTH), given.references()));
    NpyWriter.write(
        root.resolve("none.npy"), Tensor.ofFloats(EMPTY, List.of(samples, 0L), new float[0]));
    StringBuilder text =
        new StringBuilder(
            """
            schema: gantry.golden/1
            name: figures
            version: 1
            classes: [one, two, three]
            inputs:
              x: { type: float32, shape: [1, 6], npy: x.npy }
            outputs:
              logits: { type: float32, shape: [1, 3], reference: logits.npy }
              none: { type: float32, shape: [1, 0], reference: none.npy }
            decoding: { kind: classes, output: logits }
            samples:
            """);
    for (int sample = 0; sample < samples; sample++) {
      text.append("  - { name: \"").append(sample).append("\", label: two }\n");
    }
    text.append("files:\n");
    for (String file : List.of("x.npy", "logits.npy", "none.npy")) {
      text.append("  ").append(file).append(": ").append(FileDigest.of(root.resolve(file)));
      text.append('\n');
    }
    Files.writeString(root.resolve("golden.yaml"), text);
    return GoldenFolder.look(root);
  }

  /** Three numbers of the input, from there on. */
  private static byte[] half(int from) throws IOException {
    OnnxMl.GraphProto.Builder graph =
        OnnxMl.GraphProto.newBuilder()
            .setName("half")
            .addInput(value("x", 2L * WIDTH))
            .addInitializer(index("from", from))
            .addInitializer(index("to", from + WIDTH))
            .addInitializer(index("axis", 1))
            .addNode(
                OnnxMl.NodeProto.newBuilder()
                    .setOpType("Slice")
                    .addAllInput(Arrays.asList("x", "from", "to", "axis"))
                    .addOutput("logits"))
            .addNode(
                OnnxMl.NodeProto.newBuilder()
                    .setOpType("Slice")
                    .addAllInput(Arrays.asList("x", "from", "from", "axis"))
                    .addOutput(EMPTY))
            .addOutput(value("logits", WIDTH))
            .addOutput(value(EMPTY, 0));
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static OnnxMl.TensorProto index(String name, long value) {
    return OnnxMl.TensorProto.newBuilder()
        .setName(name)
        .setDataType(INT64)
        .addDims(1)
        .addInt64Data(value)
        .build();
  }

  private static OnnxMl.ValueInfoProto value(String name, long width) {
    OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimValue(1);
    shape.addDimBuilder().setDimValue(width);
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            OnnxMl.TypeProto.newBuilder()
                .setTensorType(
                    OnnxMl.TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape)))
        .build();
  }
}
