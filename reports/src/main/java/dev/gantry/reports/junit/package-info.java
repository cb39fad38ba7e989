/** The findings as JUnit XML, for build servers that only read that. */
@NullMarked
package dev.gantry.reports.junit;

import org.jspecify.annotations.NullMarked;
