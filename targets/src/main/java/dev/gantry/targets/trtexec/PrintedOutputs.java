package dev.gantry.targets.trtexec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The outputs of one query as trtexec prints them, with six significant digits: all that trtexec of
 * TensorRT 8.5 gives away. A rounding by half of the sixth digit stays 110 dB below the signal.
 */
public record PrintedOutputs(String json) {
  /** The file that they are printed into. */
  public static final String FILE = "output.json";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  /** As C++ prints what JSON has no word for. */
  private static final Pattern NAN = Pattern.compile("(?<=[\\[\\s,])-?nan(?=[\\s,\\]])");

  private static final Pattern INFINITE = Pattern.compile("(?<=[\\[\\s,-])inf(?=[\\s,\\]])");

  public List<Tensor> tensors(List<TensorSpec> wanted) throws IOException {
    String readable = INFINITE.matcher(NAN.matcher(json).replaceAll("NaN")).replaceAll("Infinity");
    JsonNode all;
    try {
      all = JSON.readTree(readable);
    } catch (JsonProcessingException e) {
      throw new IOException("the printed outputs are not JSON: " + e.getOriginalMessage(), e);
    }
    List<Tensor> tensors = new ArrayList<>();
    for (TensorSpec spec : wanted) {
      tensors.add(tensor(all, spec));
    }
    return tensors;
  }

  private static Tensor tensor(JsonNode all, TensorSpec spec) throws IOException {
    for (JsonNode output : all) {
      if (output.path("name").asText().equals(spec.name())) {
        return new Tensor(spec, bytes(output.path("values"), spec));
      }
    }
    throw new IOException("output '" + spec.name() + "' was not printed");
  }

  private static ByteBuffer bytes(JsonNode values, TensorSpec spec) throws IOException {
    long size = Tensor.byteCount(spec.type(), spec.shape());
    if (values.size() * (long) spec.type().bytes() != size) {
      throw new IOException(values.size() + " values were printed of " + spec);
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    for (JsonNode value : values) {
      if (!value.isNumber()) {
        throw new IOException("'" + value + "' was printed as a value of " + spec);
      }
      put(bytes, value, spec.type());
    }
    return bytes.flip();
  }

  private static void put(ByteBuffer bytes, JsonNode value, ElementType type) throws IOException {
    switch (type) {
      case FLOAT32 -> bytes.putFloat((float) value.doubleValue());
      case INT32 -> bytes.putInt(value.intValue());
      case INT8 -> bytes.put((byte) value.intValue());
      case BOOL -> bytes.put((byte) (value.intValue() == 0 ? 0 : 1));
      default ->
          throw new IOException(
              "outputs of "
                  + type
                  + " are not read as they are printed: let the graph end in fp32");
    }
  }
}
