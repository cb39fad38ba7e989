/**
 * Drawings of measurements as SVG, for the decision page and for attachments. Nothing here reads a
 * file of evidence.
 */
@NullMarked
package dev.gantry.reports.plot;

import org.jspecify.annotations.NullMarked;
