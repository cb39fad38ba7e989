package dev.gantry.converter.canonical;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Writes an engine of ONNX Runtime in the one form that all builds of its recipe have. In which
 * order nodes are saved and which made-up name gets which number differs from build to build, and
 * means nothing; left as it is, boards of one kind would build different bytes of the same engine.
 */
public final class CanonicalEngine {
  /** Changes whenever other bytes come of the same engine; it is part of every recipe. */
  public static final String FORM = "1";

  /** A graph that is larger is kept as it was saved: it would not fit into memory twice. */
  private static final long LARGEST = 1L << 30;

  private CanonicalEngine() {}

  /**
   * The bytes of the same engine in its one form.
   *
   * @param variant what the engine was built from: names that it holds are nobody's invention, and
   *     stay
   * @return empty where the engine is too large to be rewritten, and stays as it was saved
   */
  public static Optional<byte[]> of(Path engine, Path variant) throws IOException {
    if (Files.size(engine) > LARGEST || Files.size(variant) > LARGEST) {
      return Optional.empty();
    }
    GivenNames given = GivenNames.of(read(variant).getGraph());
    return Optional.of(of(read(engine), given).toByteArray());
  }

  static OnnxMl.ModelProto of(OnnxMl.ModelProto engine, GivenNames given) {
    GivenNames known = given.withEnds(engine.getGraph());
    OnnxMl.GraphProto ordered = new GraphOrder(known).of(engine.getGraph());
    OnnxMl.ModelProto.Builder canonical = engine.toBuilder();
    canonical.setGraph(new PlaceNames(known, ordered).renamed());
    sort(canonical);
    return canonical.build();
  }

  /** The runtime keeps both in maps. */
  private static void sort(OnnxMl.ModelProto.Builder model) {
    List<OnnxMl.OperatorSetIdProto> opsets =
        model.getOpsetImportList().stream()
            .sorted(Comparator.comparing(OnnxMl.OperatorSetIdProto::getDomain))
            .toList();
    List<OnnxMl.StringStringEntryProto> metadata =
        model.getMetadataPropsList().stream()
            .sorted(Comparator.comparing(OnnxMl.StringStringEntryProto::getKey))
            .toList();
    model.clearOpsetImport().addAllOpsetImport(opsets);
    model.clearMetadataProps().addAllMetadataProps(metadata);
  }

  private static OnnxMl.ModelProto read(Path file) throws IOException {
    return OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file));
  }
}
