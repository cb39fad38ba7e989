package dev.gantry.converter.half;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.converter.Onnx;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.dossier.tensor.Half;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightStepsTest {
  private static final long SEED = 19;
  private static final int CHANNELS = 12;
  private static final int EACH = 9;

  @Test
  void steps_that_float16_does_not_have_change_and_the_numbers_stay() {
    Random random = new Random(SEED);
    float[] steps = new float[CHANNELS];
    byte[] whole = new byte[CHANNELS * EACH];
    random.nextBytes(whole);
    for (int index = 0; index < whole.length; index++) {
      whole[index] = (byte) Math.max(-127, whole[index]);
    }
    for (int channel = 0; channel < CHANNELS; channel++) {
      steps[channel] = (float) Math.pow(10, -channel * 0.7);
    }
    Graph graph = Graph.of(Onnx.model(Onnx.graph(1)));
    graph.put(WeightNumbers.tensor("w", List.of((long) CHANNELS, (long) EACH), whole));
    graph.put(WeightNumbers.tensor("s", List.of((long) CHANNELS), steps));
    graph.put(WeightNumbers.tensor("z", List.of((long) CHANNELS), new byte[CHANNELS]));
    graph.add(NewNode.of("DequantizeLinear", "y", "w", "s", "z").with("axis", 0).build());

    new WeightSteps(graph).suit();

    float[] after = WeightNumbers.floats(graph.weight("s").orElseThrow());
    byte[] now = graph.weight("w").orElseThrow().getRawData().toByteArray();
    for (int index = 0; index < whole.length; index++) {
      int channel = index / EACH;
      assertThat(Half.rounded(after[channel])).isEqualTo(after[channel]).isPositive();
      double meant = (double) whole[index] * steps[channel];
      assertThat(Math.abs(now[index] * (double) after[channel] - meant))
          .as("seed %d, channel %d with step %g", SEED, channel, steps[channel])
          .isLessThanOrEqualTo(0.51 * after[channel] + 0.001 * Math.abs(meant));
    }
  }
}
