/** The verdict in a few lines, for where a whole page has no room: comments and lists of builds. */
@NullMarked
package dev.gantry.reports.summary;

import org.jspecify.annotations.NullMarked;
