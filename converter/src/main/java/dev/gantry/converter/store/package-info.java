/** The content-addressed store of this computer: files by digest, engines by recipe. */
@NullMarked
package dev.gantry.converter.store;

import org.jspecify.annotations.NullMarked;
