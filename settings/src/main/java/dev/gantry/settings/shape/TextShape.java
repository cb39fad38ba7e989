package dev.gantry.settings.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.PlainName;
import dev.gantry.settings.key.PlainText;
import dev.gantry.settings.key.SingleWord;
import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.SettingsNode;
import java.lang.reflect.AnnotatedType;
import java.util.Optional;
import java.util.regex.Pattern;

/** A text as written; {@link PlainText} and {@link SingleWord} narrow it. */
record TextShape(String wanted, Optional<Pattern> rule, String remedy) implements ScalarValueShape {
  private static final String PLAIN = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";
  private static final String WORD = "^[^-\\s\\x00-\\x1f\\x7f][^\\s\\x00-\\x1f\\x7f]*$";

  static TextShape of(AnnotatedType annotated) {
    if (annotated.isAnnotationPresent(PlainText.class)) {
      return new TextShape(
          "a plain name",
          Optional.of(Pattern.compile(PLAIN)),
          "A plain name has " + PlainName.RULE);
    }
    if (annotated.isAnnotationPresent(SingleWord.class)) {
      return new TextShape(
          "one word",
          Optional.of(Pattern.compile(WORD)),
          "It has no spaces and does not start with '-'");
    }
    return new TextShape("a text", Optional.empty(), "");
  }

  boolean isPlain() {
    return rule.filter(pattern -> pattern.pattern().equals(PLAIN)).isPresent();
  }

  @Override
  public String example() {
    return "'some text'";
  }

  @Override
  public Optional<Object> read(SettingsNode.Scalar scalar, BindingPlace place) {
    String text = scalar.text();
    if (text.isBlank()) {
      place.wrong(scalar, place.words() + " is blank", "Give it " + wanted);
      return Optional.empty();
    }
    if (rule.isPresent() && !rule.get().matcher(text).matches()) {
      place.wrong(scalar, place.in(scalar) + " is not " + wanted, remedy);
      return Optional.empty();
    }
    // Escapes in double quotes can smuggle in what the file itself may not hold.
    if (holdsControl(text)) {
      place.wrong(scalar, place.in(scalar) + " holds a control character", "Remove it");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private static boolean holdsControl(String text) {
    for (int at = 0; at < text.length(); at++) {
      char letter = text.charAt(at);
      if (Character.isISOControl(letter) && letter != '\n' && letter != '\t') {
        return true;
      }
    }
    return false;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = new SchemaPart().text();
    rule.ifPresentOrElse(
        pattern -> schema.put("pattern", pattern.pattern()), () -> schema.put("minLength", 1));
    return schema;
  }
}
