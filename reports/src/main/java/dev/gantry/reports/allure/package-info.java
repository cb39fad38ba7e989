/**
 * Allure results, and the Allure report drawn from them in this process. Nothing here opens a
 * connection, and nothing it writes does.
 */
@NullMarked
package dev.gantry.reports.allure;

import org.jspecify.annotations.NullMarked;
