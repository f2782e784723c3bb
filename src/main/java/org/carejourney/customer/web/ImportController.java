package org.carejourney.customer.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.carejourney.customer.ImportProgress;
import org.carejourney.customer.Imports;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/customers/import")
class ImportController {

  private final Imports imports;

  ImportController(Imports imports) {
    this.imports = imports;
  }

  @PostMapping(consumes = "text/csv")
  ResponseEntity<Map<String, String>> start(
      @RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType type, InputStream csv) throws IOException {
    Charset charset = type.getCharset() == null ? StandardCharsets.UTF_8 : type.getCharset();
    String importId = imports.start(csv, charset);
    return ResponseEntity.accepted()
        .location(URI.create("/api/customers/import/" + importId))
        .body(Map.of("importId", importId, "status", "running"));
  }

  @GetMapping("/{importId}")
  ImportProgress progress(@PathVariable String importId) {
    return imports.progress(importId);
  }
}
