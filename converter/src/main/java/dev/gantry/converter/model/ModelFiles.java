package dev.gantry.converter.model;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.gantry.dossier.Digest;
import dev.gantry.files.FileDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** All bytes that a model is made of: its file, and the files beside it that hold weights. */
public record ModelFiles(OnnxModel model) {
  /** Changes with any byte of any of them; that of the file alone where there are no others. */
  public Digest digest() throws IOException {
    SortedSet<String> others = locations();
    if (others.isEmpty()) {
      return model.digest();
    }
    StringBuilder list = new StringBuilder(model.digest() + "\n");
    for (String location : others) {
      Path file = model.file().resolveSibling(location);
      list.append(FileDigest.of(file)).append("  ").append(location).append('\n');
    }
    return Digest.of(list.toString().getBytes(StandardCharsets.UTF_8));
  }

  private SortedSet<String> locations() {
    SortedSet<String> locations = new TreeSet<>();
    Deque<Message> open = new ArrayDeque<>(List.of(model.graph()));
    while (!open.isEmpty()) {
      Message message = open.pop();
      if (message instanceof OnnxMl.TensorProto tensor) {
        if (tensor.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL) {
          locations.add(ExternalData.of(tensor).location());
        }
      } else {
        message.getAllFields().forEach((field, value) -> inside(field, value, open));
      }
    }
    return locations;
  }

  /**
   * Whatever the format holds is looked through: a tensor may stand in more places than weights.
   */
  private static void inside(FieldDescriptor field, Object value, Deque<Message> open) {
    if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      List<?> messages = field.isRepeated() ? (List<?>) value : List.of(value);
      messages.stream().map(Message.class::cast).forEach(open::push);
    }
  }
}
