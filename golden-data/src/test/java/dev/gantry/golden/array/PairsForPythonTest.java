package dev.gantry.golden.array;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Leaves the same tensors as .pb and .npy for bench/read_back.py, which reads them with Python. */
class PairsForPythonTest {
  @Test
  void the_same_tensors_are_written_in_both_formats() throws Exception {
    Path folder = Files.createDirectories(Path.of("target/read-back"));
    Random random = new Random(81);
    for (ElementType type : ElementType.values()) {
      for (List<Long> shape : Samples.SHAPES) {
        Tensor tensor = Samples.tensor("x", type, shape, random);
        String name = type + "-" + shape.toString().replaceAll("[^0-9]+", "_");
        PbFile.write(folder.resolve(name + ".pb"), tensor);
        NpyWriter.write(folder.resolve(name + ".npy"), known(tensor));
        assertThat(NpyFile.open(folder.resolve(name + ".npy")).whole("x"))
            .isEqualTo(known(PbFile.read(folder.resolve(name + ".pb"))));
      }
    }
  }

  /** NumPy knows no bfloat16; every one of them is a float32 too. */
  private static Tensor known(Tensor tensor) {
    if (tensor.spec().type() != ElementType.BFLOAT16) {
      return tensor;
    }
    ByteBuffer bytes = ByteBuffer.allocate(tensor.elements() * 4).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer data = tensor.data();
    while (data.hasRemaining()) {
      bytes.putInt(data.getShort() << 16);
    }
    return new Tensor(
        new TensorSpec(tensor.name(), ElementType.FLOAT32, tensor.spec().shape()), bytes.flip());
  }
}
