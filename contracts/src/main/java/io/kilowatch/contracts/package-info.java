@NullMarked
package io.kilowatch.contracts;

import org.jspecify.annotations.NullMarked;
