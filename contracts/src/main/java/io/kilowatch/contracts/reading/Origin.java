package io.kilowatch.contracts.reading;

/** Where a reading comes from. */
public enum Origin {
  /** Read off a real meter. */
  MEASURED(0),
  /** Computed by a model from something measured. */
  MODELLED(1),
  /** Made up by an emulated sensor. */
  EMULATED(2);

  private final byte code;

  Origin(int code) {
    this.code = (byte) code;
  }

  /** The byte that stands for this origin on the wire and on disk. */
  public byte code() {
    return code;
  }

  /**
   * The origin of a code.
   *
   * @throws IllegalArgumentException for a code that stands for none
   */
  public static Origin ofCode(int code) {
    return switch (code) {
      case 0 -> MEASURED;
      case 1 -> MODELLED;
      case 2 -> EMULATED;
      default -> throw new IllegalArgumentException("no origin has code " + code);
    };
  }
}
