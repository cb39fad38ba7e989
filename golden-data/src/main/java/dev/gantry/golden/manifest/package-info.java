/**
 * What {@code golden.yaml} and the lists beside it say, read and written as text. Never looks at
 * the pictures and arrays that they speak of.
 */
@NullMarked
package dev.gantry.golden.manifest;

import org.jspecify.annotations.NullMarked;
