/** What a variant is wished to be, and what comes of it. */
@NullMarked
package dev.gantry.converter.emit;

import org.jspecify.annotations.NullMarked;
