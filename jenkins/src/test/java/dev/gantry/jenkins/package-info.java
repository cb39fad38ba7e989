/**
 * The tests of the pipeline: a stand-in plays Jenkins for the real Jenkinsfile and its library, and
 * the examples of other CI systems are read as they stand. Nothing here is shipped.
 */
@NullMarked
package dev.gantry.jenkins;

import org.jspecify.annotations.NullMarked;
