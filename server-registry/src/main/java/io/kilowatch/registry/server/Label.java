package io.kilowatch.registry.server;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A label in the document: its key may have dots, which field names may not. */
record Label(String key, String value) {

  static List<Label> listOf(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream().map(e -> new Label(e.getKey(), e.getValue())).toList();
  }

  static Map<String, String> mapOf(List<Label> labels) {
    Map<String, String> map = new TreeMap<>();
    labels.forEach(label -> map.put(label.key(), label.value()));
    return map;
  }
}
