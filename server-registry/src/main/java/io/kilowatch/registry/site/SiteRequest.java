package io.kilowatch.registry.site;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.kilowatch.base.input.FieldChecks;
import java.util.Currency;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A site as a client sends it; what only answers have may be sent back and changes nothing. */
@JsonIgnoreProperties({"id", "periods", "createdAt", "version"})
record SiteRequest(
    @Nullable String name,
    @Nullable String gridZone,
    @Nullable Double latitude,
    @Nullable Double longitude,
    @Nullable Double pue,
    @Nullable Double electricityPricePerKwh,
    @Nullable String currency) {

  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} ._()/#:+&,'-]{0,99}");

  /** As Electricity Maps writes them: country, then up to two parts for regions. */
  private static final Pattern GRID_ZONE = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,6}){0,2}");

  private static final double HIGHEST_PUE = 5;
  private static final double HIGHEST_PRICE = 1_000_000;

  SiteForm checked() {
    FieldChecks checks = new FieldChecks();
    SiteForm form =
        new SiteForm(
            checks.text(
                "name",
                name,
                NAME.asMatchPredicate(),
                "must be 1 to 100 letters, digits, blanks or ._()/#:+&,'- and begin with a letter"
                    + " or digit"),
            checks.number("latitude", latitude, -90, 90),
            checks.number("longitude", longitude, -180, 180),
            checks.text(
                "gridZone",
                gridZone,
                GRID_ZONE.asMatchPredicate(),
                "must be a zone id of Electricity Maps, such as DE, SE-SE3 or US-CAL-CISO"),
            checks.number("pue", pue, 1, HIGHEST_PUE),
            checks.number("electricityPricePerKwh", electricityPricePerKwh, 0, HIGHEST_PRICE),
            checks.text(
                "currency", currency, SiteRequest::isCurrency, "must be a code of ISO 4217"));
    checks.throwIfFailed();
    return form;
  }

  private static boolean isCurrency(String code) {
    return Currency.getAvailableCurrencies().stream()
        .anyMatch(currency -> currency.getCurrencyCode().equals(code));
  }
}
