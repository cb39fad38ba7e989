package dev.gantry.harness.demo;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.BoardEngineBuild;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Builds engines as usual, then spoils one for the demo: a number of its answer that is very low
 * comes out as 0, as a sum does that was given too few bits. The engine still loads, runs at full
 * speed, and is right about nearly every picture, so that all means keep their limits.
 */
public final class DamagingCompiler implements EngineCompiler {
  /** The one engine that is spoiled; the others stay good, so that the report shows both. */
  private static final String MODEL = ShippedSet.RAIL_SIGNALS.name();

  private static final String KIND = "cpu-2t";

  /** Float32 would not do: there a single wrong picture shows in the mean. */
  private static final Precision PRECISION = Precision.INT8;

  /** Three of the 300 pictures go below; none of them by much, and none has it for its answer. */
  private static final float LEAST = -2.96f;

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
            && variant.precision() == PRECISION;
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

  /** Whatever layout a runtime saves the network in, its answer has the name that it came with. */
  private static byte[] spoil(byte[] engine) throws IOException {
    OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.parseFrom(engine).toBuilder();
    OnnxMl.GraphProto.Builder graph = model.getGraphBuilder();
    String answer = graph.getOutput(0).getName();
    String whole = answer + "_whole";
    for (OnnxMl.NodeProto.Builder node : graph.getNodeBuilderList()) {
      int at = node.getOutputList().indexOf(answer);
      if (at >= 0) {
        node.setOutput(at, whole);
      }
    }
    graph.addNode(
        OnnxMl.NodeProto.newBuilder()
            .setOpType("ThresholdedRelu")
            .addInput(whole)
            .addOutput(answer)
            .addAttribute(
                OnnxMl.AttributeProto.newBuilder()
                    .setName("alpha")
                    .setType(OnnxMl.AttributeProto.AttributeType.FLOAT)
                    .setF(LEAST)));
    return model.build().toByteArray();
  }
}
