/** What a graph holds and costs, for people who ask and for those who choose precisions. */
@NullMarked
package dev.gantry.converter.account;

import org.jspecify.annotations.NullMarked;
