package org.carejourney.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one person typed or chose in one field of a form.
 *
 * @param businessKey the ticket number or customer id of the process
 * @param form id of the form
 * @param field key of the form field
 * @param label what stood beside the field
 * @param answer as text, a choice by its value; empty when the field was left empty, never null
 * @param actor id of the person, or null when nobody was logged in
 */
public record Answer(
    String businessKey,
    String form,
    String field,
    String label,
    String answer,
    @Nullable String actor,
    Instant at) {}
