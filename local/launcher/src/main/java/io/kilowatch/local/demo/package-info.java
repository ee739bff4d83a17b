/** The example sites and servers that a fresh platform starts with. */
@NullMarked
package io.kilowatch.local.demo;

import org.jspecify.annotations.NullMarked;
