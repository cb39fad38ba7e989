/**
 * The nouns of Gantry as values: what a release, a board, a trial, a finding and a verdict are.
 * Nothing here reads a file, a clock or a board, and nothing here knows how it is written down.
 */
@NullMarked
package dev.gantry.dossier;

import org.jspecify.annotations.NullMarked;
