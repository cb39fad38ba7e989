package dev.gantry.harness.demo;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import dev.gantry.converter.BoardEngineBuild;
import dev.gantry.converter.model.WeightWidths;
import dev.gantry.converter.store.ContentStore;
import dev.gantry.converter.store.EnginePins;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Engine;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trouble;
import dev.gantry.dossier.Variant;
import dev.gantry.golden.ShippedSet;
import dev.gantry.harness.walk.EngineCompiler;
import dev.gantry.targets.BoardVisit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;

/**
 * Builds engines as usual, then spoils one for the demo: in one weight one channel is doubled, as a
 * flipped exponent bit would. The engine still loads, runs at full speed, and is wrong.
 */
public final class DamagingCompiler implements EngineCompiler {
  /** The one engine that is spoiled; the others stay good, so that the report shows both. */
  private static final String MODEL = ShippedSet.RAIL_SIGNALS.name();

  private static final String KIND = "cpu-2t";

  private final BoardEngineBuild build;
  private final ContentStore store;
  private final int spoiled;

  /**
   * @param spoiled the number of the build that is spoiled; 1 is the one that ships
   */
  public DamagingCompiler(BoardEngineBuild build, ContentStore store, int spoiled) {
    this.build = build;
    this.store = store;
    this.spoiled = spoiled;
  }

  @Override
  public BoardEngineBuild.Built compile(
      BoardVisit visit, BoardKind kind, Variant variant, int number, Consumer<String> log)
      throws RigException {
    BoardEngineBuild.Built built = build.on(visit, kind, variant, number, log);
    boolean chosen =
        number == spoiled
            && kind.name().equals(KIND)
            && variant.model().equals(MODEL)
            && variant.precision() == Precision.FP32;
    if (!chosen) {
      return built;
    }
    try {
      byte[] bytes = spoil(Files.readAllBytes(built.pinned().file()));
      // Kept by its own digest, never pinned to the recipe: the next run builds on good bytes.
      Digest digest = store.put(bytes);
      Path file = store.find(digest).orElseThrow();
      Engine engine =
          new Engine(digest, new ByteCount(bytes.length), built.pinned().engine().recipe());
      return new BoardEngineBuild.Built(
          new EnginePins.PinnedFile(engine, file), built.pushed(), built.cached());
    } catch (IOException e) {
      throw new RigException(
          new Trouble(Blame.TOOLCHAIN, "demo", "cannot damage an engine: " + e.getMessage(), ""),
          e);
    }
  }

  /** The head of the network has a plain matrix in every layout that a runtime may save. */
  static byte[] spoil(byte[] engine) throws IOException {
    OnnxMl.ModelProto model = OnnxMl.ModelProto.parseFrom(engine);
    OnnxMl.GraphProto graph = model.getGraph();
    OnnxMl.TensorProto weight =
        graph.getInitializerList().stream()
            .filter(tensor -> tensor.getDimsCount() == 2 && !tensor.getRawData().isEmpty())
            .filter(tensor -> WeightWidths.bits(tensor.getDataType()) == Float.SIZE)
            .max(Comparator.comparingLong(WeightWidths::elements))
            .orElseThrow(() -> new IOException("no matrix of weights in the engine"));
    ByteBuffer values =
        ByteBuffer.wrap(weight.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    int channel = Math.toIntExact(WeightWidths.elements(weight) / weight.getDims(0)) * Float.BYTES;
    for (int at = 0; at < channel; at += Float.BYTES) {
      values.putFloat(at, 2 * values.getFloat(at));
    }
    OnnxMl.ModelProto.Builder changed = model.toBuilder();
    int index = graph.getInitializerList().indexOf(weight);
    changed
        .getGraphBuilder()
        .setInitializer(
            index, weight.toBuilder().setRawData(ByteString.copyFrom(values.array())).build());
    return changed.build().toByteArray();
  }
}
