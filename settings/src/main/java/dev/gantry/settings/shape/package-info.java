/**
 * Shapes of values: how each is bound from a tree, and how the published schema tells it. Nothing
 * here opens a file.
 */
@NullMarked
package dev.gantry.settings.shape;

import org.jspecify.annotations.NullMarked;
