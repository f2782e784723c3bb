package org.carejourney.customer.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.carejourney.customer.ImportProgress;
import org.carejourney.customer.Imports;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/customers/import")
class ImportController {

  private final Imports imports;

  ImportController(Imports imports) {
    this.imports = imports;
  }

  @PostMapping(consumes = "text/csv")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<Map<String, String>> start(
      @RequestBody InputStreamResource list, HttpServletRequest request) throws IOException {
    Charset charset = MediaType.parseMediaType(request.getContentType()).getCharset();
    String importId =
        imports.start(list.getInputStream(), charset == null ? StandardCharsets.UTF_8 : charset);
    return ResponseEntity.accepted()
        .location(URI.create("/api/customers/import/" + importId))
        .body(Map.of("importId", importId, "status", "running"));
  }

  @GetMapping("/{importId}")
  ImportProgress progress(@PathVariable String importId) {
    return imports.progress(importId);
  }
}
