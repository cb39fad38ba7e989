package dev.gantry.harness.lab;

import dev.gantry.golden.ShippedSet;
import dev.gantry.harness.Bench;
import dev.gantry.targets.JetsonStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A rack of boards with one TensorRT each, behind a real sshd on loopback and with a stand-in for
 * its trtexec, and a release for them: what is simulated is what a GPU would compute, not how it is
 * asked.
 */
public final class JetsonRack implements AutoCloseable {
  /** By JetPack. */
  private static final Map<String, String> TENSORRT =
      Map.of("5.1", "8.5", "6.2", "10.3", "7.1", "10.13", "7.2.2", "11.4");

  public static final List<String> ALL = TENSORRT.keySet().stream().sorted().toList();

  /** A call costs a start of the stand-in for every sample. */
  private static final int SAMPLES = 8;

  private final Path folder;
  private final Map<String, JetsonStandIn> boards = new TreeMap<>();

  private JetsonRack(Path folder) {
    this.folder = folder;
  }

  /** Skips a test, aloud, where there is no sshd. */
  public static JetsonRack up(Path folder, Collection<String> jetpacks) throws Exception {
    JetsonRack rack = new JetsonRack(folder);
    try {
      rack.cutGoldenSet();
      for (String jetpack : jetpacks) {
        Path place = Files.createDirectories(folder.resolve("board-" + plain(jetpack)));
        rack.boards.put(jetpack, JetsonStandIn.start(place, jetpack));
      }
      rack.writeFiles();
      return rack;
    } catch (Exception | Error e) {
      rack.close();
      throw e;
    }
  }

  public Path home() {
    return folder.resolve("gantry-home");
  }

  public Path release() {
    return folder.resolve("release.yaml");
  }

  /** From now on int8 is computed in fp32 there, and nobody says so. */
  public void fallBack(String jetpack) throws IOException {
    Objects.requireNonNull(boards.get(jetpack), jetpack).fault("int8-falls-back");
  }

  @Override
  public void close() {
    boards.values().forEach(JetsonStandIn::close);
  }

  private void cutGoldenSet() throws IOException {
    ShippedSet.RAIL_SIGNALS.unpack(folder);
    Path whole = folder.resolve("rail-signals");
    Path manifest = whole.resolve("set/golden.yaml");
    StringBuilder draft = new StringBuilder();
    int samples = 0;
    for (String line : Files.readAllLines(manifest)) {
      boolean sample = line.startsWith("  - { name: ");
      samples += sample ? 1 : 0;
      boolean kept =
          sample
              ? samples <= SAMPLES
              : line.matches("(schema|name|version|task|classes|inputs|samples):.*")
                  || line.startsWith("  image: { type");
      draft.append(kept ? line + "\n" : "");
    }
    Files.writeString(manifest, draft);
    Bench.Said captured =
        new Bench(home())
            .gantry(
                "golden",
                "capture",
                whole.resolve("model.onnx"),
                "--inputs",
                whole.resolve("set"),
                "--out",
                folder.resolve("few"));
    if (captured.code() != 0) {
      throw new IOException(captured.trouble());
    }
  }

  private void writeFiles() throws IOException {
    StringBuilder rack = new StringBuilder("rack: stand-ins\nkinds:\n");
    for (String jetpack : boards.keySet()) {
      rack.append(
          "  %s: { backend: trtexec, tensorrt: { version: \"%s\" } }\n"
              .formatted(kind(jetpack), TENSORRT.get(jetpack)));
    }
    rack.append("boards:\n");
    boards.forEach(
        (jetpack, board) ->
            rack.append(board.line("board-" + plain(jetpack), kind(jetpack))).append('\n'));
    Files.writeString(folder.resolve("rack.yaml"), rack);
    Bench.unpack("four-tensorrts.yaml", release());
    String kinds = boards.keySet().stream().map(JetsonRack::kind).collect(Collectors.joining(", "));
    Files.writeString(
        release(),
        Files.readString(release()).replaceFirst("boards: \\[.*]", "boards: [" + kinds + "]"));
  }

  private static String kind(String jetpack) {
    return "jetpack-" + plain(jetpack);
  }

  private static String plain(String jetpack) {
    return jetpack.replace('.', '-');
  }
}
