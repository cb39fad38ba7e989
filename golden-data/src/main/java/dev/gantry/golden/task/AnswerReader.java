package dev.gantry.golden.task;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.tensor.Argmax;
import dev.gantry.dossier.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Makes answers of outputs, as the decoding of a set says. The outputs are such as {@link
 * DecodingFit} has no objection to.
 */
public final class AnswerReader {
  private final Decoding decoding;
  private final List<String> classes;
  private final Optional<PictureSize> size;

  /** The size of the picture may be unknown where the decoding does without. */
  public AnswerReader(Decoding decoding, List<String> classes, Optional<PictureSize> size) {
    this.decoding = decoding;
    this.classes = List.copyOf(classes);
    this.size = size;
  }

  public TaskAnswer read(List<Tensor> outputs) {
    FloatBuffer values = values(outputs, decoding.output());
    if (decoding instanceof Decoding.Boxes boxes) {
      FloatBuffer scores =
          boxes.scores().map(name -> values(outputs, name)).orElse(values.duplicate());
      return new BoxReader(boxes, classes, size).read(values, scores);
    }
    if (decoding instanceof Decoding.ClassMap) {
      return places(values, outputs);
    }
    return new TaskAnswer.Choice(Argmax.of(values));
  }

  private TaskAnswer.Places places(FloatBuffer scores, List<Tensor> outputs) {
    List<Long> shape = tensor(outputs, decoding.output()).spec().shape();
    int height = Math.toIntExact(shape.get(shape.size() - 2));
    int width = Math.toIntExact(shape.get(shape.size() - 1));
    byte[] levels = new byte[width * height];
    int broken = 0;
    for (int place = 0; place < levels.length; place++) {
      int level = Argmax.of(scores, place, levels.length).orElse(ClassImage.NONE);
      levels[place] = (byte) level;
      broken += level == ClassImage.NONE ? 1 : 0;
    }
    return new TaskAnswer.Places(new ClassImage(width, height, levels), broken);
  }

  private static FloatBuffer values(List<Tensor> outputs, String name) {
    return tensor(outputs, name).data().asFloatBuffer();
  }

  private static Tensor tensor(List<Tensor> outputs, String name) {
    return outputs.stream()
        .filter(output -> output.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no output '" + name + "'"));
  }
}
