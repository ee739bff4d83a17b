/**
 * The local platform's document store: the MongoDB protocol on an H2 file, each write on disk
 * before it is answered.
 */
@NullMarked
package io.kilowatch.local.documents;

import org.jspecify.annotations.NullMarked;
