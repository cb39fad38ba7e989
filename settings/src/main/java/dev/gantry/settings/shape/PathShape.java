package dev.gantry.settings.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.settings.tree.BaseFolder;
import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.SettingsNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A path, kept as written; {@link BaseFolder} says which file it names. */
record PathShape() implements ScalarValueShape {
  @Override
  public String wanted() {
    return "a path";
  }

  @Override
  public String example() {
    return "models/detector.onnx";
  }

  @Override
  public Optional<Object> read(SettingsNode.Scalar scalar, BindingPlace place) {
    String text = scalar.text();
    if (text.isBlank()) {
      place.wrong(scalar, place.words() + " is blank", "Write a path like " + example());
      return Optional.empty();
    }
    if (text.startsWith("~") && !text.equals("~") && !text.startsWith("~/")) {
      String remedy = "Only '~/' is known, the home folder of the user who runs this";
      place.wrong(scalar, place.in(scalar) + " starts with another user's home folder", remedy);
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      place.wrong(
          scalar,
          place.in(scalar) + " cannot name a file on this system: " + e.getReason(),
          "Use another name, or a UTF-8 locale");
      return Optional.empty();
    }
  }

  @Override
  public ObjectNode schema() {
    return new SchemaPart().text().put("minLength", 1);
  }
}
