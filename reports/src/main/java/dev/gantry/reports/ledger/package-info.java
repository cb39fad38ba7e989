/**
 * What every report draws: one entry for each finding, and one for everything that was planned and
 * has no finding, so that nothing missing can vanish from a report.
 */
@NullMarked
package dev.gantry.reports.ledger;

import org.jspecify.annotations.NullMarked;
