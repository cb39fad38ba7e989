package dev.gantry.settings.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.Limit;
import dev.gantry.settings.key.LimitDirection;
import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.SettingsNode;
import java.lang.reflect.AnnotatedType;
import java.util.Arrays;
import java.util.Optional;

/** A limit in its relation, of one dimension. */
record LimitShape(QuantityRange measure, Optional<Limit.Relation> direction)
    implements ScalarValueShape {
  static LimitShape of(AnnotatedType annotated, QuantityRange measure) {
    LimitDirection direction = annotated.getAnnotation(LimitDirection.class);
    return new LimitShape(measure, Optional.ofNullable(direction).map(LimitDirection::value));
  }

  @Override
  public String wanted() {
    return "a limit: a relation and " + measure.wanted();
  }

  @Override
  public String example() {
    return "'" + bareExample() + "'";
  }

  @Override
  public Optional<Object> read(SettingsNode.Scalar scalar, BindingPlace place) {
    Limit limit;
    try {
      limit = Limit.parse(scalar.text());
    } catch (IllegalArgumentException e) {
      return mismatch(scalar, place);
    }
    // The two are different slips, but one message at a time is enough for one value.
    Optional<String> objection = measure.objection(limit.bound()).or(() -> wrongWay(limit));
    if (objection.isPresent()) {
      place.wrong(scalar, place.in(scalar) + " " + objection.get(), remedy(limit));
      return Optional.empty();
    }
    return Optional.of(limit);
  }

  private Optional<String> wrongWay(Limit limit) {
    return direction
        .filter(wanted -> wanted != limit.relation())
        .map(
            wanted ->
                "is the wrong way round: it would pass everything "
                    + (wanted == Limit.Relation.AT_MOST ? "above " : "below ")
                    + limit.bound());
  }

  private String remedy(Limit limit) {
    boolean turned = measure.objection(limit.bound()).isEmpty();
    return turned
        ? direction.map(wanted -> "Write '" + new Limit(wanted, limit.bound()) + "'").orElse("")
        : "Write it like " + example();
  }

  @Override
  public ObjectNode schema() {
    String relations =
        direction
            .map(Limit.Relation::toString)
            .orElse(
                String.join(
                    "|", Arrays.stream(Limit.Relation.values()).map(Object::toString).toList()));
    return new SchemaPart()
        .textLike("^\\s*(" + relations + ")\\s*" + measure.pattern() + "\\s*$", bareExample());
  }

  private String bareExample() {
    return direction.orElse(Limit.Relation.AT_MOST) + " " + measure.example();
  }
}
