/**
 * The dossier as a folder: plan, journal, engines, trials, verdict; written whole, read with
 * distrust.
 */
@NullMarked
package dev.gantry.harness.folder;

import org.jspecify.annotations.NullMarked;
