/** Trained models as they come: read, distrusted, checked. */
@NullMarked
package dev.gantry.converter.model;

import org.jspecify.annotations.NullMarked;
