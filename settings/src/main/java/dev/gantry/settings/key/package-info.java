/**
 * Annotations by which the record of a file says what its keys mean and which values make sense.
 * Nothing here is read but by shapes.
 */
@NullMarked
package dev.gantry.settings.key;

import org.jspecify.annotations.NullMarked;
