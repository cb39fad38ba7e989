/**
 * How a report comes to its place: written beside it, then moved there whole. What is in a report
 * is none of its business.
 */
@NullMarked
package dev.gantry.reports.writing;

import org.jspecify.annotations.NullMarked;
