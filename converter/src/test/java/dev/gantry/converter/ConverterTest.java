package dev.gantry.converter;

import static dev.gantry.converter.Onnx.external;
import static dev.gantry.converter.Onnx.node;
import static dev.gantry.converter.Onnx.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.calibrate.RangeMethods;
import dev.gantry.converter.emit.Emission;
import dev.gantry.converter.emit.EmissionRequest;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.converter.plan.NodePrecision;
import dev.gantry.converter.plan.PlanFile;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.converter.store.ContentStore;
import dev.gantry.converter.store.RecipePins;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConverterTest {
  private static final EmissionRequest INT8 =
      EmissionRequest.of(Precision.INT8, Dialect.ONNXRUNTIME);

  private static final ConversionOptions USUAL = ConversionOptions.usual(OpsetRange.ANY);

  @TempDir Path folder;
  private final AtomicInteger written = new AtomicInteger();
  private final List<Progress> progress = new ArrayList<>();
  private ContentStore store;
  private OnnxModel model;

  @BeforeEach
  void a_small_model() throws Exception {
    store = new ContentStore(folder.resolve("store"));
    model = model("small.onnx", weight("w", 1, 2, 3, 4));
  }

  private OnnxModel model(String name, OnnxMl.TensorProto.Builder weight) throws Exception {
    Path file = folder.resolve(name);
    OnnxMl.GraphProto.Builder graph =
        Onnx.graph(4).addInitializer(weight).addNode(node("Mul", List.of("x", "w"), "y"));
    Files.write(file, Onnx.model(graph).toByteArray());
    return OnnxModel.read(file);
  }

  /** Reads all samples, says how often it was at work, and leaves the graph as it is. */
  private Emission counting() {
    return (normalised, samples) -> {
      for (int sample = 0; sample < samples.count(); sample++) {
        samples.at(sample);
      }
      OnnxMl.StringStringEntryProto time =
          OnnxMl.StringStringEntryProto.newBuilder()
              .setKey("time")
              .setValue(String.valueOf(written.incrementAndGet()))
              .build();
      return new EmittedGraph(
          normalised.toBuilder().addMetadataProps(time).build(),
          List.of(new EmittedGraph.KeptNode("y", "Mul", "fp32", "costs 12 dB")),
          List.of("one thing to know"));
    };
  }

  private Converter converter() {
    return new Converter(
        store,
        new RecipePins(store, folder.resolve("pins")),
        order -> counting(),
        new ConversionWatch(progress::add, () -> false));
  }

  private ConversionRequest order(
      OnnxModel of, EmissionRequest wish, int width, ConversionOptions choices) throws IOException {
    return new ConversionRequest(
        "small", of, wish, ConversionInputs.of(ConvertingProcess.samples(width)), choices);
  }

  private Conversion convert() throws Exception {
    return converter().convert(order(model, INT8, 4, USUAL));
  }

  @Test
  void converting_again_costs_nothing_and_gives_the_same() throws Exception {
    Conversion first = convert();
    progress.clear();
    Conversion again = convert();

    assertThat(first.cached()).isFalse();
    assertThat(again.cached()).isTrue();
    assertThat(written).hasValue(1);
    assertThat(again.variant()).isEqualTo(first.variant());
    assertThat(again.account()).isEqualTo(first.account());
    assertThat(again.account().remarks()).contains("one thing to know");
    assertThat(again.account().kept())
        .containsExactly(new EmittedGraph.KeptNode("y", "Mul", "fp32", "costs 12 dB"));
    assertThat(Digest.of(Files.readAllBytes(again.file()))).isEqualTo(again.variant().digest());
    assertThat(again.variant().size().bytes()).isEqualTo(Files.size(again.file()));
    assertThat(progress).extracting(Progress::what).contains("cached").doesNotContain("write int8");
  }

  @Test
  void whatever_decides_the_bytes_is_another_recipe() throws Exception {
    convert();
    for (ConversionRequest other :
        List.of(
            order(model("other.onnx", weight("w", 1, 2, 3, 5)), INT8, 4, USUAL),
            order(model, EmissionRequest.of(Precision.FP16, Dialect.ONNXRUNTIME), 4, USUAL),
            order(model, EmissionRequest.of(Precision.INT8, Dialect.TENSORRT), 4, USUAL),
            order(
                model, new EmissionRequest(Precision.INT8, INT8.dialect(), true, false), 4, USUAL),
            order(
                model, new EmissionRequest(Precision.INT8, INT8.dialect(), false, true), 4, USUAL),
            order(
                model,
                INT8,
                4,
                new ConversionOptions(
                    RangeMethods.parse(List.of("max")), PrecisionPlan.none(), OpsetRange.ANY)),
            order(
                model,
                INT8,
                4,
                new ConversionOptions(
                    RangeMethods.none(),
                    PrecisionPlan.of(
                        List.of(PlanFile.Rule.operator("Mul", NodePrecision.FP32, "because"))),
                    OpsetRange.ANY)),
            order(model, INT8, 4, ConversionOptions.usual(new OpsetRange(17, 17))))) {
      int before = written.get();
      assertThat(converter().convert(other).cached()).as("%s", other.wish()).isFalse();
      assertThat(written).hasValue(before + 1);
    }
    assertThat(ConversionInputs.of(ConvertingProcess.samples(4)).digest())
        .isNotEqualTo(ConversionInputs.of(ConvertingProcess.samples(5)).digest());
  }

  @Test
  void another_byte_in_a_file_beside_the_model_is_another_recipe() throws Exception {
    Path weights = folder.resolve("w.bin");
    Files.write(weights, new byte[16]);
    OnnxModel outside = model("outside.onnx", external("w", "w.bin", 4));
    ConversionRequest order = order(outside, INT8, 4, USUAL);
    converter().convert(order);
    assertThat(converter().convert(order).cached()).isTrue();
    Files.write(weights, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

    assertThat(converter().convert(order).cached()).isFalse();
  }

  @Test
  void an_entry_that_is_damaged_anywhere_is_made_again() throws Exception {
    List<String> damages = List.of("", "damaged", "{}", "null", "sha256:0");
    for (String place : List.of("variant", "account", "pin")) {
      for (String damage : damages) {
        Conversion first = convert();
        Files.writeString(file(place, first), damage);

        Conversion again = convert();

        assertThat(again.cached()).as("%s: %s", place, damage).isFalse();
        assertThat(Digest.of(Files.readAllBytes(again.file()))).isEqualTo(again.variant().digest());
        assertThat(convert().cached()).as("%s: %s", place, damage).isTrue();
      }
    }
  }

  @Test
  void an_account_of_another_kind_is_as_good_as_none() throws Exception {
    Path pin = file("pin", convert());
    for (String other : List.of("", "null", "[]", "{\"variant\":\"sha256:1\"}", "{\"x\":1}")) {
      Files.writeString(
          pin, store.put(other.getBytes(java.nio.charset.StandardCharsets.UTF_8)) + "\n");
      assertThat(convert().cached()).as(other).isFalse();
      assertThat(convert().cached()).as(other).isTrue();
    }
  }

  private Path file(String place, Conversion conversion) throws IOException {
    if (place.equals("variant")) {
      return conversion.file();
    }
    try (Stream<Path> pins = Files.list(folder.resolve("pins"))) {
      Path pin = pins.findFirst().orElseThrow();
      return place.equals("pin")
          ? pin
          : store.find(Digest.parse(Files.readString(pin).strip())).orElseThrow();
    }
  }

  @Test
  void a_halt_ends_the_work_and_leaves_nothing_half_made() throws Exception {
    Converter halted =
        new Converter(
            store,
            new RecipePins(store, folder.resolve("pins")),
            order -> counting(),
            new ConversionWatch(
                progress::add,
                () -> progress.stream().anyMatch(told -> told.what().equals("write int8"))));

    assertThatThrownBy(() -> halted.convert(order(model, INT8, 4, USUAL)))
        .isInstanceOf(CancellationException.class);

    assertThat(written).hasValue(0);
    assertThat(convert().cached()).isFalse();
  }

  @Test
  void what_a_writer_refuses_is_refused_and_not_kept() throws Exception {
    Problem problem = Problem.in("small", "cannot be", "do something");
    Converter refusing =
        new Converter(
            store,
            new RecipePins(store, folder.resolve("pins")),
            order -> {
              throw new RefusedException(problem);
            },
            ConversionWatch.nobody());

    assertThatThrownBy(() -> refusing.convert(order(model, INT8, 4, USUAL)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("cannot be");
    assertThat(convert().cached()).isFalse();
  }

  @Test
  void the_precision_that_a_model_has_is_written_by_this_version() throws Exception {
    Converter ours =
        new Converter(
            store,
            new RecipePins(store, folder.resolve("pins")),
            new StandardEmissions(),
            ConversionWatch.nobody());
    EmissionRequest fp32 = EmissionRequest.of(Precision.FP32, Dialect.ONNXRUNTIME);

    Conversion made = ours.convert(order(model, fp32, 4, USUAL));

    assertThat(OnnxModel.read(made.file()).graph().getGraph().getNode(0).getOpType())
        .isEqualTo("Mul");
  }
}
