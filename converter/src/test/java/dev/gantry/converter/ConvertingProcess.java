package dev.gantry.converter;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.calibrate.RangeMethods;
import dev.gantry.converter.emit.EmissionRequest;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.converter.store.ContentStore;
import dev.gantry.converter.store.RecipePins;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * Converts the same model under many recipes, as a program of its own that can be killed. Its
 * writer puts a random word into each variant: what two processes make of a recipe differs.
 */
public final class ConvertingProcess {
  private final Converter converter;
  private final ConversionRequest like;

  ConvertingProcess(Path home, Path model) throws Exception {
    ContentStore store = new ContentStore(home.resolve("store"));
    this.converter =
        new Converter(
            store,
            new RecipePins(store, home.resolve("pins")),
            order -> (normalised, samples) -> stamped(normalised),
            ConversionWatch.nobody());
    this.like =
        new ConversionRequest(
            "small",
            OnnxModel.read(model),
            EmissionRequest.of(Precision.INT8, Dialect.ONNXRUNTIME),
            ConversionInputs.of(samples(4)),
            ConversionOptions.usual(OpsetRange.ANY));
  }

  static SampleFeed samples(int width) throws IOException {
    ByteBuffer ones = ByteBuffer.allocate(width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int index = 0; index < width; index++) {
      ones.putFloat(1 + index);
    }
    TensorSpec spec = new TensorSpec("x", ElementType.FLOAT32, List.of((long) width));
    return SampleFeed.of(List.of(List.of(new Tensor(spec, ones.flip()))));
  }

  private static EmittedGraph stamped(OnnxMl.ModelProto model) {
    OnnxMl.StringStringEntryProto word =
        OnnxMl.StringStringEntryProto.newBuilder()
            .setKey("word")
            .setValue(UUID.randomUUID().toString())
            .build();
    return new EmittedGraph(
        model.toBuilder().addMetadataProps(word).build(), List.of(), List.of("has a word"));
  }

  Conversion convert(int number) throws Exception {
    ConversionOptions choices =
        new ConversionOptions(
            RangeMethods.parse(List.of("percentile:" + (90 + number / 10.0))),
            PrecisionPlan.none(),
            OpsetRange.ANY);
    return converter.convert(
        new ConversionRequest(like.name(), like.model(), like.wish(), like.feed(), choices));
  }

  /** Home, model, number of recipes; starts when it is told to, and tells each variant. */
  public static void main(String[] words) throws Exception {
    ConvertingProcess process = new ConvertingProcess(Path.of(words[0]), Path.of(words[1]));
    System.out.println("ready");
    if (System.in.read() < 0) {
      return;
    }
    for (int number = 0; number < Integer.parseInt(words[2]); number++) {
      System.out.println(process.convert(number).variant().digest());
    }
  }
}
