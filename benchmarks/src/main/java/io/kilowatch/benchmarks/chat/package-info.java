/** The support chat under load: who says something, and how soon the other side sees it. */
@NullMarked
package io.kilowatch.benchmarks.chat;

import org.jspecify.annotations.NullMarked;
