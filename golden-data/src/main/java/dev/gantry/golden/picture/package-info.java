/**
 * Pictures: looked at before they are decoded, decoded whole or refused, and turned into the tensor
 * that a network is fed, by a recipe that is written down. What a picture shows, and whether a
 * model is right about it, is never known here.
 */
@NullMarked
package dev.gantry.golden.picture;

import org.jspecify.annotations.NullMarked;
