/**
 * Commands on a board: the scripts of ours, how they are worded for whatever shell a login has, and
 * what came back. Nothing here opens a connection.
 */
@NullMarked
package dev.gantry.targets.link.command;

import org.jspecify.annotations.NullMarked;
