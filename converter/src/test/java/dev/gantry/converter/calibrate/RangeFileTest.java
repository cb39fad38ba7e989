package dev.gantry.converter.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.converter.Onnx;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RangeFileTest {
  private static final Digest MODEL = Digest.of(new byte[] {1});

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("ranges.json");
  }

  private static RangeTable table(long seed) {
    Random random = new Random(seed);
    TreeMap<String, TensorRange> ranges = new TreeMap<>();
    for (int index = 0; index < 50; index++) {
      float amax = Float.intBitsToFloat(random.nextInt(0x7f800000));
      ranges.put(
          "t/\"" + random.nextInt(),
          new TensorRange(-amax, amax / 3, amax, new TensorBounds(-amax / 7, amax / 3), "mse"));
    }
    return new RangeTable(MODEL, 32, ranges);
  }

  @Test
  void a_table_is_read_again_to_the_last_bit() throws Exception {
    for (long seed = 0; seed < 50; seed++) {
      new RangeFile().write(file(), table(seed));
      assertThat(new RangeFile().read(file())).as("seed " + seed).isEqualTo(table(seed));
    }
  }

  @Test
  void a_file_that_breaks_off_anywhere_is_refused() throws Exception {
    new RangeFile().write(file(), table(1));
    byte[] whole = Files.readAllBytes(file());
    Random random = new Random(1);
    for (int cut = 0; cut < 100; cut++) {
      Files.write(file(), java.util.Arrays.copyOf(whole, random.nextInt(whole.length - 3)));
      assertThatThrownBy(() -> new RangeFile().read(file())).isInstanceOf(RefusedException.class);
    }
  }

  @Test
  void what_is_wrong_in_a_file_is_named() throws Exception {
    String good =
        "{\"schema\":\"gantry.ranges/1\",\"model\":\""
            + MODEL
            + "\",\"samples\":4,\"ranges\":{\"a\":{\"least\":-1,\"most\":2,\"symmetric\":2,"
            + "\"low\":-1,\"high\":2,\"method\":\"max\"}}}";
    Files.writeString(file(), good);
    assertThat(new RangeFile().read(file()).of("a")).isPresent();
    refused(good.replace("ranges/1", "ranges/2"), "'gantry.ranges/2', not 'gantry.ranges/1'");
    refused(good.replace("\"symmetric\":2", "\"symmetric\":-2"), "'a': symmetric range -2");
    refused(good.replace("\"symmetric\":2", "\"symmetric\":NaN"), "no JSON");
    refused(good.replace("\"symmetric\":2", "\"symmetric\":\"NaN\""), "\"symmetric\" is not");
    refused(good.replace("\"symmetric\":2", "\"symmetric\":1e99"), "symmetric range Infinity");
    refused(good.replace("\"symmetric\":2,", ""), "\"symmetric\" is not a number");
    refused(good.replace("\"low\":-1", "\"low\":1"), "bounds 1.0 to 2.0");
    refused(good.replace("\"most\":2", "\"most\":-2"), "seen from -1.0 to -2.0");
    refused(good.replace("sha256:", ""), "sha256:");
    refused(good.replace("\"samples\":4", "\"samples\":0"), "0 samples");
    refused(good.replace("\"samples\":4", "\"samples\":\"4\""), "\"samples\" is not a number");
    refused(good + "x", "goes on after its end");
    refused("[]", "an object is wanted");
    refused("", "is empty");
    refused("{}", "schema");
    refused("{\"schema\":\"gantry.ranges/1\",\"model\":\"" + MODEL + "\",\"samples\":4}", "ranges");
  }

  private void refused(String text, String why) throws Exception {
    Files.writeString(file(), text);
    assertThatThrownBy(() -> new RangeFile().read(file()))
        .as(text)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(why);
  }

  @Test
  void a_table_of_another_model_or_with_holes_is_refused() throws Exception {
    var model = Onnx.model(Onnx.graph(2).addNode(Onnx.node("Relu", List.of("x"), "y")));
    TensorRange range = new TensorRange(0, 1, 1, new TensorBounds(0, 1), "max");
    TreeMap<String, TensorRange> ranges = new TreeMap<>();
    ranges.put("x", range);
    Digest digest = Digest.of(model.toByteArray());
    new RangeTable(digest, 8, ranges).requireFits(model, List.of("x"));
    assertThatThrownBy(() -> new RangeTable(MODEL, 8, ranges).requireFits(model, List.of("x")))
        .hasMessageContaining("of model " + MODEL.shortName());
    ranges.put("q", range);
    assertThatThrownBy(() -> new RangeTable(digest, 8, ranges).requireFits(model, List.of("y")))
        .hasMessageContaining("no tensor 'q'")
        .hasMessageContaining("none is there for tensor 'y'");
  }
}
