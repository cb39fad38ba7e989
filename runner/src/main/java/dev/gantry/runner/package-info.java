/**
 * The program that runs on a board, and in process on the host: it loads an engine, feeds samples,
 * measures, and reports. It is pushed over SSH, so it stays small and leans on little.
 */
@NullMarked
package dev.gantry.runner;

import org.jspecify.annotations.NullMarked;
