package org.carejourney.customer;

/** A customer has begun, moved or ended a pause; told in the transaction that changes it. */
public record CarePauseChanged(String customerId) {}
