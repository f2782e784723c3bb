package org.carejourney.engine;

import org.jspecify.annotations.Nullable;

/**
 * A person has filled in a form. Published in the transaction that completes the task.
 *
 * @param businessKey the ticket number or customer id of the process
 * @param task name of the user task, or of the process for a start form
 * @param actor id of the person, or null when nobody was logged in
 */
public record FormSubmitted(String businessKey, String form, String task, @Nullable String actor) {}
