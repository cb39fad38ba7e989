/**
 * The forms that files of a dossier had under earlier schemas, and what makes today's form of them;
 * what an earlier form cannot tell is absent, never guessed. A record of a dossier that gains a
 * component gets a new schema, and one step here. Nothing here reads a file or judges.
 */
@NullMarked
package dev.gantry.harness.folder.older;

import org.jspecify.annotations.NullMarked;
