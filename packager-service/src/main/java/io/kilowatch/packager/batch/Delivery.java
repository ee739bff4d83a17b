package io.kilowatch.packager.batch;

/** A message as the broker delivered it. */
@SuppressWarnings("ArrayRecordComponent") // read once, right here, and never compared
record Delivery(long tag, String routingKey, boolean redelivered, byte[] body) {}
