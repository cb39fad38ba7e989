package dev.gantry.converter.model;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A weight must hold as many bytes as its shape says, and its file must stay beside the model. */
final class WeightCheck {
  private final Path folder;
  private final BiConsumer<String, String> tell;

  WeightCheck(Path folder, BiConsumer<String, String> tell) {
    this.folder = folder;
    this.tell = tell;
  }

  void check(OnnxMl.TensorProto tensor) {
    long elements = 1;
    for (long dimension : tensor.getDimsList()) {
      if (dimension < 0 || (dimension > 0 && elements > Integer.MAX_VALUE / dimension)) {
        tell.accept(
            "weight '" + tensor.getName() + "' has an impossible shape " + tensor.getDimsList(),
            "the file is damaged; export it again");
        return;
      }
      elements *= dimension;
    }
    Optional<String> unknown = DeclaredType.objection(tensor.getDataType());
    if (unknown.isPresent()) {
      tell.accept("weight '" + tensor.getName() + "' " + unknown.get(), DeclaredType.REMEDY);
    } else if (tensor.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL) {
      if (WeightWidths.bits(tensor.getDataType()) == 0) {
        tell.accept(
            "weight '"
                + tensor.getName()
                + "' holds "
                + OnnxMl.TensorProto.DataType.forNumber(tensor.getDataType())
                + ", which cannot lie in another file",
            "export it again with its strings in the model");
      } else {
        external(tensor);
      }
    } else {
      within(tensor, elements);
    }
  }

  private void within(OnnxMl.TensorProto tensor, long elements) {
    boolean raw = !tensor.getRawData().isEmpty();
    long bits = WeightWidths.bits(tensor.getDataType());
    long wanted = raw ? (elements * bits + 7) / 8 : WeightWidths.numbers(tensor, elements);
    long found = raw ? tensor.getRawData().size() : WeightWidths.numbers(tensor);
    if (found != wanted || (raw && WeightWidths.numbers(tensor) > 0)) {
      tell.accept(
          "weight '"
              + tensor.getName()
              + "' holds "
              + found
              + (raw ? " bytes" : " numbers")
              + " where its shape "
              + tensor.getDimsList()
              + " needs "
              + wanted,
          "the file is damaged; export it again");
    }
  }

  private void external(OnnxMl.TensorProto tensor) {
    for (ExternalData.Malformed entry : ExternalData.malformed(tensor)) {
      tell.accept(
          "weight '"
              + tensor.getName()
              + "' lies in another file at "
              + entry.key()
              + " '"
              + entry.text()
              + "', which is no count of bytes",
          "the file is damaged; export it again");
    }
    if (!ExternalData.malformed(tensor).isEmpty()) {
      return;
    }
    ExternalData data = ExternalData.of(tensor);
    Optional<Path> inside = inside(data.location());
    if (inside.isEmpty()) {
      tell.accept(
          "weight '" + tensor.getName() + "' lies outside the model's folder: " + data.location(),
          "keep external data beside the model");
      return;
    }
    // A length may be left out; what the shape needs must be there all the same.
    long needed = (WeightWidths.elements(tensor) * WeightWidths.bits(tensor.getDataType()) + 7) / 8;
    long length = Math.max(data.length(), needed);
    try {
      long size = Files.size(inside.get());
      if (data.offset() > size - length) {
        tell.accept(
            "weight '"
                + tensor.getName()
                + "' is bytes "
                + data.offset()
                + " to "
                + (data.offset() + length)
                + " of "
                + data.location()
                + ", which has "
                + size,
            "copy the external data again, whole");
      }
    } catch (IOException e) {
      tell.accept(
          "its external data file " + data.location() + " is not beside it",
          "copy it into the same folder");
    }
  }

  private boolean isLinkedOut(Path inside) {
    try {
      return !inside.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      // What is not there leads nowhere; that it is missing is told elsewhere.
      return false;
    }
  }

  /** Absent for what leads out of the folder, and for what no file can be called. */
  private Optional<Path> inside(String location) {
    try {
      Path inside = folder.resolve(location).normalize();
      boolean stays = !Path.of(location).isAbsolute() && inside.startsWith(folder);
      return location.isEmpty() || !stays || isLinkedOut(inside)
          ? Optional.empty()
          : Optional.of(inside);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
