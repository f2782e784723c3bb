package org.carejourney.customer;

/** A customer's day happens in another time zone now. Published in the changing transaction. */
public record CustomerMoved(String customerId) {}
