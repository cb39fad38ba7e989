package dev.gantry.targets;

/** Jobs outlive their links on the embedded board. */
class ReattachTest extends ReattachContract {}
