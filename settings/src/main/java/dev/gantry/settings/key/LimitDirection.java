package dev.gantry.settings.key;

import dev.gantry.dossier.Limit;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The one relation in which a limit makes sense; the other would pass what it should stop. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface LimitDirection {
  Limit.Relation value();
}
