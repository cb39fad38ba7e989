/**
 * Files written by people, read into values with all their problems at once: YAML, records, and the
 * JSON Schema of both. Nothing here knows what a release or a rack is.
 */
@NullMarked
package dev.gantry.settings;

import org.jspecify.annotations.NullMarked;
