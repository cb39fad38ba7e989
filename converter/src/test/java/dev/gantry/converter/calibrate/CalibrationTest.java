package dev.gantry.converter.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final List<String> ALL = List.of("x", "half", "sum", "y");

  /** y = relu(x + x/b), b = 0 where it is to overflow. */
  private static OnnxMl.ModelProto model(float divisor) {
    return Onnx.model(
        Onnx.graph(4)
            .addInitializer(Onnx.weight("b", divisor))
            .addNode(Onnx.node("Div", List.of("x", "b"), "half"))
            .addNode(Onnx.node("Add", List.of("x", "half"), "sum"))
            .addNode(Onnx.node("Relu", List.of("sum"), "y"))
            .addNode(Onnx.node("Shape", List.of("sum"), "shape"))
            .addOutput(Onnx.value("shape", Onnx.INT64)));
  }

  private static SampleFeed samples(float[]... samples) {
    List<List<Tensor>> all = new ArrayList<>();
    for (float[] sample : samples) {
      all.add(List.of(Tensor.ofFloats("x", List.of((long) sample.length), sample)));
    }
    return SampleFeed.of(all);
  }

  private static final SampleFeed TWO =
      samples(new float[] {1, -2, 3, 4}, new float[] {5, -6, 7, -8});

  @Test
  void each_tensor_gets_what_was_seen_in_it() throws Exception {
    RangeTable table = new Calibration(new FullRange()).ranges(model(2), ALL, TWO);
    assertThat(table.samples()).isEqualTo(2);
    assertThat(table.ranges().keySet()).containsExactly("half", "sum", "x", "y");
    assertThat(table.of("x")).contains(new TensorRange(-8, 7, 8, new TensorBounds(-8, 7), "max"));
    assertThat(table.of("half"))
        .contains(new TensorRange(-4, 3.5f, 4, new TensorBounds(-4, 3.5f), "max"));
    assertThat(table.of("y"))
        .contains(new TensorRange(0, 10.5f, 10.5f, new TensorBounds(0, 10.5f), "max"));
    assertThat(table.of("b")).isEmpty();
  }

  @Test
  void small_groups_give_the_same_ranges_as_one() throws Exception {
    Random random = new Random(5);
    float[][] samples = new float[20][4];
    for (float[] sample : samples) {
      for (int index = 0; index < sample.length; index++) {
        sample[index] = (float) random.nextGaussian();
      }
    }
    for (String method : List.of("max", "percentile", "mse", "entropy")) {
      RangeMethod chosen = RangeMethod.parse(method);
      RangeTable one = new Calibration(chosen).ranges(model(2), ALL, samples(samples));
      RangeTable many =
          new Calibration(chosen, Map.of(), new ByteCount(1))
              .ranges(model(2), ALL, samples(samples));
      assertThat(many).isEqualTo(one);
    }
  }

  @Test
  void a_tensor_may_have_a_method_of_its_own() throws Exception {
    RangeTable table =
        new Calibration(new FullRange(), Map.of("sum", new LeastErrorRange()))
            .ranges(model(2), ALL, TWO);
    assertThat(table.of("sum").map(TensorRange::method)).contains("mse");
    assertThat(table.of("y").map(TensorRange::method)).contains("max");
  }

  @Test
  void what_is_asked_wrongly_is_named_all_at_once() {
    Calibration calibration =
        new Calibration(new FullRange(), Map.of("half", new LeastErrorRange()));
    assertThatThrownBy(() -> calibration.ranges(model(2), List.of("b", "z"), TWO))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("'b' is a weight")
        .hasMessageContaining("no tensor 'z'")
        .hasMessageContaining("'half', which is not calibrated")
        .hasMessageContaining("Known: b, z");
    Calibration misspelt = new Calibration(new FullRange(), Map.of("haff", new LeastErrorRange()));
    assertThatThrownBy(() -> misspelt.ranges(model(2), List.of("half"), TWO))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Did you mean 'half'?");
    assertThatThrownBy(
            () -> new Calibration(new FullRange()).ranges(model(2), List.of("shape"), TWO))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("'shape' holds int64");
  }

  @Test
  void a_value_that_is_no_number_is_refused_with_tensor_and_sample() {
    SampleFeed zero = samples(new float[] {1, 1, 1, 1}, new float[] {0, 1, 1, 1});
    assertThatThrownBy(
            () -> new Calibration(new LeastErrorRange()).ranges(model(0), List.of("y"), zero))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("tensor 'y' holds NaN or infinity for sample 0");
    SampleFeed strange = samples(new float[] {1, 1, 1, 1}, new float[] {Float.NaN, 1, 1, 1});
    assertThatThrownBy(
            () -> new Calibration(new FullRange()).ranges(model(2), List.of("x"), strange))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("tensor 'x' holds NaN or infinity for sample 1");
  }

  @Test
  void no_sample_and_samples_that_are_all_the_same_are_refused() {
    Calibration calibration = new Calibration(new FullRange());
    assertThatThrownBy(() -> calibration.ranges(model(2), ALL, samples()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no sample");
    SampleFeed same = samples(new float[] {1, 2, 3, 4}, new float[] {1, 2, 3, 4});
    assertThatThrownBy(() -> calibration.ranges(model(2), ALL, same))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("all 2 samples are the same");
  }

  @Test
  void few_samples_and_a_tensor_that_never_varies_are_remarked() throws Exception {
    SampleFeed negative = samples(new float[] {-1, -2, -3, -4}, new float[] {-1, -2, -3, -5});
    assertThat(new Calibration(new FullRange()).ranges(model(2), ALL, negative).remarks())
        .anyMatch(remark -> remark.contains("2 samples"))
        .anyMatch(remark -> remark.contains("'y' holds nothing but 0.0"));
  }

  @Test
  void a_sample_of_the_wrong_shape_is_refused_in_words() {
    SampleFeed wrong = samples(new float[] {1, 2, 3, 4}, new float[] {1, 2});
    assertThatThrownBy(() -> new Calibration(new FullRange()).ranges(model(2), ALL, wrong))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("names, types and shapes");
  }
}
