/**
 * The decision page: one file that says in words whether a release may ship, and shows why. No
 * scripts, no network.
 */
@NullMarked
package dev.gantry.reports.page;

import org.jspecify.annotations.NullMarked;
