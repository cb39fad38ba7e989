package dev.gantry.golden.archive;

/** One file in an archive: its name, and where its bytes stand. */
record PackedEntry(String name, long position, long size) {}
