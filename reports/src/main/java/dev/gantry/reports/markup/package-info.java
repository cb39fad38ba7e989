/**
 * Markup as a tree of values. Text from outside can only enter as text: escaping is not a step that
 * somebody could forget.
 */
@NullMarked
package dev.gantry.reports.markup;

import org.jspecify.annotations.NullMarked;
