/**
 * The samples of a draft that names none: the pictures of its folder, with the labels that others
 * wrote beside them. Opens no picture.
 */
@NullMarked
package dev.gantry.golden.found;

import org.jspecify.annotations.NullMarked;
