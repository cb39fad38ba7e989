package dev.gantry.settings.key;

import dev.gantry.dossier.Unit;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says what a limit or quantity measures; another dimension is refused. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface QuantityDimension {
  Unit.Dimension value();

  /** Whether a number without a unit is welcome: 1 is a hundred percent, and rarely meant. */
  boolean bare() default false;
}
