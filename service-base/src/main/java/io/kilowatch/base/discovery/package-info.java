/** Announces what runs here, in MsgFlo's discovery format. */
@NullMarked
package io.kilowatch.base.discovery;

import org.jspecify.annotations.NullMarked;
