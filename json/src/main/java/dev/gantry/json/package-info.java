/**
 * JSON: what others wrote is read here within limits, and what we write is laid out here. Which
 * keys a file has, and what they mean, its own reader knows.
 */
@NullMarked
package dev.gantry.json;

import org.jspecify.annotations.NullMarked;
