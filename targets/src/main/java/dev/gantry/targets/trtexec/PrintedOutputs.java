package dev.gantry.targets.trtexec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.json.JsonInput;
import dev.gantry.json.JsonLeniency;
import dev.gantry.json.JsonReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The outputs of one query as trtexec prints them, with six significant digits: all that trtexec of
 * TensorRT 8.5 gives away. A rounding by half of the sixth digit stays 110 dB below the signal.
 */
public record PrintedOutputs(String json) {
  /** The file that they are printed into. */
  public static final String FILE = "output.json";

  private static final JsonReader JSON =
      new JsonReader(
          new ByteCount(2L << 30),
          "measure again, and keep the file if it stays so",
          JsonLeniency.NOT_A_NUMBER);

  /** As C++ prints what JSON has no word for. */
  private static final Pattern NAN = Pattern.compile("(?<=[\\[\\s,])-?nan(?=[\\s,\\]])");

  private static final Pattern INFINITE = Pattern.compile("(?<=[\\[\\s,-])inf(?=[\\s,\\]])");

  public List<Tensor> tensors(List<TensorSpec> wanted) throws IOException {
    String readable = INFINITE.matcher(NAN.matcher(json).replaceAll("NaN")).replaceAll("Infinity");
    Map<String, Tensor> printed = new HashMap<>();
    JSON.streamed(
        JsonInput.of("the printed outputs", readable), parser -> output(parser, wanted, printed));
    List<Tensor> tensors = new ArrayList<>();
    for (TensorSpec spec : wanted) {
      Tensor tensor = printed.get(spec.name());
      if (tensor == null) {
        throw new IOException("output '" + spec.name() + "' was not printed");
      }
      tensors.add(tensor);
    }
    return tensors;
  }

  /** The values stand behind the name, and are never held as JSON: there may be millions. */
  private static void output(
      JsonParser parser, List<TensorSpec> wanted, Map<String, Tensor> printed) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IOException("an output was not printed as an object");
    }
    Optional<TensorSpec> spec = Optional.empty();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      if (key.equals("name")) {
        String name = parser.getText();
        spec = wanted.stream().filter(one -> one.name().equals(name)).findFirst();
      } else if (key.equals("values") && spec.isPresent()) {
        Tensor tensor = new Tensor(spec.get(), bytes(parser, spec.get()));
        if (printed.put(spec.get().name(), tensor) != null) {
          throw new IOException("output '" + spec.get().name() + "' was printed twice");
        }
      } else {
        parser.skipChildren();
      }
    }
  }

  private static ByteBuffer bytes(JsonParser parser, TensorSpec spec) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new IOException("no list of values was printed of " + spec);
    }
    long size = Tensor.byteCount(spec.type(), spec.shape());
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    long values = 0;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == null || !token.isNumeric()) {
        throw new IOException("'" + parser.getText() + "' was printed as a value of " + spec);
      }
      values++;
      if (bytes.remaining() >= spec.type().bytes()) {
        put(bytes, parser, spec.type());
      }
    }
    if (values * spec.type().bytes() != size) {
      throw new IOException(values + " values were printed of " + spec);
    }
    return bytes.flip();
  }

  private static void put(ByteBuffer bytes, JsonParser value, ElementType type) throws IOException {
    if (type == ElementType.FLOAT32) {
      bytes.putFloat((float) value.getDoubleValue());
      return;
    }
    double number = value.getDoubleValue();
    if (!Double.isFinite(number)) {
      throw new IOException(number + " was printed as a value of " + type);
    }
    switch (type) {
      case INT32 -> bytes.putInt((int) number);
      case INT8 -> bytes.put((byte) (int) number);
      case BOOL -> bytes.put((byte) (number == 0 ? 0 : 1));
      default ->
          throw new IOException(
              "outputs of "
                  + type
                  + " are not read as they are printed: let the graph end in fp32");
    }
  }
}
