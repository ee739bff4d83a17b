package io.kilowatch.contracts.reading;

/**
 * Where a reading comes from; the ordinal is its code on the wire and on disk, so order is fixed.
 */
public enum Origin {
  /** Read off a real meter. */
  MEASURED,
  /** Computed by a model from something measured. */
  MODELLED,
  /** Made up by an emulated sensor. */
  EMULATED;

  private static final Origin[] BY_CODE = values();

  /** The byte that stands for this origin on the wire and on disk. */
  public byte code() {
    return (byte) ordinal();
  }

  /**
   * The origin of a code.
   *
   * @throws IllegalArgumentException for a code that stands for none
   */
  public static Origin ofCode(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("no origin has code " + code);
    }
    return BY_CODE[code];
  }
}
