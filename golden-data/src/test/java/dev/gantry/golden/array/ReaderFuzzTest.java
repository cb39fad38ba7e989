package dev.gantry.golden.array;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, it is read as a tensor or refused with a sentence, and soon. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
class ReaderFuzzTest {
  private static final int ROUNDS = 3_000;

  @TempDir Path folder;

  private interface Reading {
    Tensor read(Path file) throws IOException;
  }

  private void spoil(byte[] good, long seed, Reading reading) throws Exception {
    Random random = new Random(seed);
    Path file = folder.resolve("spoiled");
    assertThat(reading.read(Files.write(file, good))).isNotNull();
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Files.write(file, Samples.spoiled(good, random));
      try {
        Tensor tensor = reading.read(file);
        assertThat(tensor.data().remaining()).isLessThan(1 << 20);
      } catch (IOException e) {
        refused++;
        assertThat(e.getMessage()).as("seed %d, round %d", seed, round).isNotBlank();
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
    assertThat(refused).as("refusals").isGreaterThan(ROUNDS / 4);
  }

  @Test
  void spoiled_npy_files() throws Exception {
    byte[] good = Samples.npy("<f4", "(2, 3, 4)", 96);
    spoil(good, 51, file -> NpyFile.open(file).whole("x"));
    spoil(Samples.npy("|b1", "(7,)", 7), 52, file -> NpyFile.open(file).row("x", 3, List.of()));
  }

  @Test
  void spoiled_npz_files() throws Exception {
    byte[] npy = Samples.npy("<i2", "(50,)", 100);
    for (boolean deflated : new boolean[] {true, false}) {
      spoil(
          NpzFileTest.zip(deflated, "a.npy", npy),
          53,
          file -> {
            NpzFile arrays = NpzFile.open(file);
            return arrays.tensor(arrays.names().isEmpty() ? "a" : arrays.names().first());
          });
    }
  }

  @Test
  void spoiled_pb_files() throws Exception {
    Tensor tensor = Samples.tensor("x", ElementType.FLOAT64, List.of(4L, 5L), new Random(54));
    Path file = folder.resolve("good.pb");
    PbFile.write(file, tensor);
    spoil(Files.readAllBytes(file), 55, PbFile::read);
    TensorProto.Builder ints = TensorProto.newBuilder().setName("ids").setDataType(7).addDims(40);
    for (long value = 0; value < 40; value++) {
      ints.addInt64Data(value * value * value - 500);
    }
    spoil(ints.build().toByteArray(), 56, PbFile::read);
  }

  @Test
  void bytes_by_chance() throws Exception {
    long seed = 57;
    Random random = new Random(seed);
    Path file = folder.resolve("chance");
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      Files.write(file, bytes);
      for (Reading reading :
          List.<Reading>of(
              PbFile::read,
              one -> NpyFile.open(one).whole("x"),
              one -> NpzFile.open(one).tensor("x"))) {
        try {
          reading.read(file);
        } catch (IOException e) {
          assertThat(e.getMessage()).isNotBlank();
        } catch (RuntimeException | Error e) {
          throw new AssertionError("seed " + seed + ", round " + round, e);
        }
      }
    }
  }
}
