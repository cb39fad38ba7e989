package dev.gantry.settings.key;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A list that says nothing twice: not the same text, or not the same text under one key. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface DistinctItems {
  /** The key by which the mappings of the list differ; empty for a list of texts. */
  String by() default "";
}
