package io.kilowatch.packager.shift;

/** What a shift is doing. */
public enum ShiftState {
  WAITING_FOR_STORE,
  WAITING_FOR_BROKER,
  WORKING,
  STOPPED
}
