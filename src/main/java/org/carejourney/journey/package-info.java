/** Care steps: events in, moments of a customer's day, one run per journey and customer. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"engine", "customer", "messaging", "loyalty", "feedback", "support"})
package org.carejourney.journey;
